package io.lakeshift.cli.doctor;

import io.lakeshift.activities.databricks.CatalogObjects.Securable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.cli.doctor.Place.Destination;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Whether a workspace has what a purpose needs. Only looks; one thing that cannot be looked at hides no other. */
public final class Prerequisites {
    private static final Set<String> TO_CREATE_TABLES = Set.of("USE_CATALOG", "USE_SCHEMA", "CREATE_TABLE");
    private static final int SOME = 25;

    private final Workspace workspace;
    private final LakebaseConnections connections;
    private final Place place;
    private final List<Check> checks = new ArrayList<>();

    public Prerequisites(Workspace workspace, LakebaseConnections connections, Place place) {
        this.workspace = workspace;
        this.connections = connections;
        this.place = place;
    }

    public List<Check> of(Purpose purpose) {
        switch (purpose) {
            case SYNCED_TABLES -> syncedTables();
            case LAKEHOUSE_SYNC -> lakehouseSync();
            case MEDALLION -> medallion();
        }
        return List.copyOf(checks);
    }

    private void syncedTables() {
        boolean autoscaling = place.lakebase()
                .filter(it -> it.backend() == Backend.PROVISIONED)
                .isEmpty();
        if (autoscaling) {
            cloud("Autoscaling Lakebase is documented for AWS only");
        }
        look("Unity Catalog", () -> {
            List<String> catalogs = workspace.catalog().catalogs();
            return catalogs.contains("system")
                    ? Check.ok("Unity Catalog", catalogs.size() + " catalogs")
                    : PrerequisiteMessages.noSystemCatalog();
        });
        lakebase();
        reachable(database -> Check.ok("Database", "PostgreSQL lets you in"));
        checks.add(PrerequisiteMessages.tablesAreAssessed());
    }

    private void lakehouseSync() {
        checks.add(PrerequisiteMessages.beta());
        cloud("Lakehouse Sync is Beta and on AWS only");
        lakebase();
        reachable(database -> database.anyTableOf(place.schema())
                .map(table -> Check.ok("Source tables", "such as " + place.schema() + "." + table))
                .orElseGet(() -> PrerequisiteMessages.noTables(place.schema())));
        destination();
    }

    private void medallion() {
        look("Declarative Pipelines", () -> {
            try {
                int seen = workspace.pipelines().names(SOME).size();
                return Check.ok("Declarative Pipelines", seen == 0 ? "available, none yet" : "available");
            } catch (WorkspaceException e) {
                if (e.failure().retryable()) {
                    throw e;
                }
                return PrerequisiteMessages.noPipelines(e);
            }
        });
        destination();
        place.destination().ifPresent(this::mayCreate);
        if (place.entities().isEmpty() || place.destination().isEmpty()) {
            checks.add(PrerequisiteMessages.historyNotNamed());
            return;
        }
        Destination in = place.destination().get();
        place.entities()
                .forEach(entity -> history(new TableName(in.catalog(), in.schema(), "lb_" + entity + "_history")));
    }

    private void cloud(String rule) {
        look("Cloud", () -> PrerequisiteMessages.cloud(workspace.identity().host(), rule));
    }

    private void lakebase() {
        if (place.lakebase().isEmpty()) {
            checks.add(PrerequisiteMessages.lakebaseNotNamed());
            return;
        }
        Lakebase lakebase = place.lakebase().get();
        look("Lakebase", () -> {
            if (lakebase.backend() == Backend.PROVISIONED) {
                return workspace
                        .resources()
                        .find(Kind.INSTANCE, lakebase.place())
                        .map(found -> Check.ok("Lakebase", lakebase.place() + ", " + found.state()))
                        .orElseGet(() -> PrerequisiteMessages.noLakebase("instance " + lakebase.place(), List.of()));
            }
            String project = lakebase.place().replaceFirst("^(projects/[^/]+).*$", "$1");
            List<String> projects = workspace.resources().projects();
            return projects.contains(project)
                    ? Check.ok("Lakebase", project)
                    : PrerequisiteMessages.noLakebase("project " + project, projects);
        });
    }

    private void reachable(Function<LakebaseDatabase, Check> question) {
        place.lakebase()
                .ifPresent(lakebase -> look("Database", () -> {
                    try (LakebaseDatabase database = connections.open(workspace, lakebase)) {
                        return question.apply(database);
                    }
                }));
    }

    private void destination() {
        if (place.destination().isEmpty()) {
            checks.add(PrerequisiteMessages.destinationNotNamed());
            return;
        }
        Destination in = place.destination().get();
        look("Destination", () -> {
            if (workspace.catalog().catalog(in.catalog()).isEmpty()) {
                return PrerequisiteMessages.noDestination("catalog " + in.catalog());
            }
            return workspace.catalog().schema(in.catalog(), in.schema()).isPresent()
                    ? Check.ok("Destination", in.toString())
                    : PrerequisiteMessages.noDestination("schema " + in);
        });
    }

    private void mayCreate(Destination in) {
        look("Privileges", () -> {
            if (workspace
                    .catalog()
                    .schema(in.catalog(), in.schema())
                    .filter(it -> it.owner().equals(workspace.identity().userName()))
                    .isPresent()) {
                return Check.ok("Privileges", "you own " + in);
            }
            Set<String> missing = new TreeSet<>(TO_CREATE_TABLES);
            Set<String> has = workspace
                    .catalog()
                    .privileges(
                            Securable.SCHEMA,
                            in.toString(),
                            workspace.identity().userName());
            missing.removeAll(has);
            return missing.isEmpty() || has.contains("ALL_PRIVILEGES")
                    ? Check.ok("Privileges", "you may create tables in " + in)
                    : PrerequisiteMessages.privilegesMissing(missing, in);
        });
    }

    private void history(TableName table) {
        look(
                "History",
                () -> workspace.catalog().table(table).isPresent()
                        ? Check.ok("History", table.full())
                        : PrerequisiteMessages.noHistory(table));
    }

    /** What a later look may answer is not held against the workspace. */
    private void look(String name, Supplier<Check> question) {
        try {
            checks.add(question.get());
        } catch (WorkspaceException e) {
            String said = String.valueOf(e.getMessage());
            checks.add(e.failure().retryable() ? Check.unknown(name, said) : Check.failed(name, said));
        }
    }
}
