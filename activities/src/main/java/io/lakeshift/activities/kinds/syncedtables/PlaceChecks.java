package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects;
import io.lakeshift.activities.databricks.CatalogObjects.Container;
import io.lakeshift.activities.databricks.CatalogObjects.Securable;
import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.activities.databricks.PlaceFindings;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.setup.StoragePaths;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether schemas and privileges are as the plan needs them. */
final class PlaceChecks {
    private final CatalogObjects catalog;
    private final String principal;
    private final SyncedTablesSetup setup;
    private final SyncedTableSpec spec;
    private final List<Finding> found = new ArrayList<>();

    PlaceChecks(Workspace workspace, String principal, SyncedTablesSetup setup, SyncedTableSpec spec) {
        this.catalog = workspace.catalog();
        this.principal = principal;
        this.setup = setup;
        this.spec = spec;
    }

    List<Finding> ofSource(SourceTable source) {
        TableName from = spec.source();
        found.clear();
        if (!source.isView()) {
            catalog.catalog(from.catalog()).ifPresent(in -> storage(source, in.storageRoot()));
        }
        if (!source.owner().equals(principal)) {
            require(Securable.TABLE, from.full(), Set.of("USE_CATALOG", "USE_SCHEMA", "SELECT"));
        }
        return List.copyOf(found);
    }

    /** Managed tables lie below the root of their catalog, unless their schema has one of its own. */
    private void storage(SourceTable source, String root) {
        TableName from = spec.source();
        if (root.isEmpty()) {
            found.add(PlaceFindings.defaultStorage(
                    from.catalog(), setup.lakebase().backend() == Backend.AUTOSCALING));
            return;
        }
        String location = source.storageLocation();
        boolean astray = source.type().equals("MANAGED") && !location.isEmpty() && !StoragePaths.covers(root, location);
        if (astray && !belowItsSchema(location)) {
            found.add(PlaceFindings.storedElsewhere(from, location, root));
        }
    }

    private boolean belowItsSchema(String location) {
        return catalog.schema(spec.source().catalog(), spec.source().schema())
                .map(Container::storageRoot)
                .filter(root -> !root.isEmpty() && StoragePaths.covers(root, location))
                .isPresent();
    }

    List<Finding> ofUnreadableSource() {
        found.clear();
        require(Securable.TABLE, spec.source().full(), Set.of("USE_CATALOG", "USE_SCHEMA", "SELECT"));
        return List.copyOf(found);
    }

    List<Finding> ofTarget() {
        TableName to = spec.target();
        found.clear();
        schema("target", to.catalog(), to.schema(), setup.createTargetSchema(), "target.createIfMissing: true");
        SyncedTablesSetup.Staging staging = setup.staging();
        boolean same =
                staging.catalog().equals(to.catalog()) && staging.schema().equals(to.schema());
        if (!same) {
            schema(
                    "staging",
                    staging.catalog(),
                    staging.schema(),
                    staging.createIfMissing(),
                    "staging.createIfMissing: true");
        }
        return List.copyOf(found);
    }

    private void schema(String what, String in, String name, boolean mayCreate, String option) {
        Optional<Container> there = catalog.schema(in, name);
        if (there.isPresent()) {
            if (!there.get().owner().equals(principal)) {
                require(Securable.SCHEMA, in + "." + name, Set.of("USE_CATALOG", "USE_SCHEMA", "CREATE_TABLE"));
            }
            return;
        }
        if (!mayCreate) {
            found.add(PlaceFindings.schemaMissing(what, in, name, option));
            return;
        }
        Optional<Container> container = catalog.catalog(in);
        if (container.isEmpty()) {
            found.add(PlaceFindings.catalogMissing(in));
            return;
        }
        found.add(PlaceFindings.schemaWillBeCreated(what, in, name));
        if (!container.get().owner().equals(principal)) {
            require(Securable.CATALOG, in, Set.of("USE_CATALOG", "CREATE_SCHEMA"));
        }
    }

    private void require(Securable kind, String name, Set<String> needed) {
        Set<String> has;
        try {
            has = catalog.privileges(kind, name, principal);
        } catch (WorkspaceException e) {
            if (e.failure() != MigrationFailure.OBJECT_MISSING) {
                throw e;
            }
            found.add(PlaceFindings.privilegesUnknown(kind.name(), name, needed));
            return;
        }
        if (has.contains("ALL_PRIVILEGES")) {
            return;
        }
        needed.stream()
                .sorted()
                .filter(privilege -> !has.contains(privilege))
                .forEach(privilege -> found.add(missing(privilege, kind, name)));
    }

    /** It is given on the thing itself, although it may come down from a catalog or a schema. */
    private Finding missing(String privilege, Securable kind, String name) {
        String[] parts = name.split("\\.", 3);
        return switch (privilege) {
            case "USE_CATALOG", "CREATE_SCHEMA" ->
                PlaceFindings.missingPrivilege(principal, privilege, Securable.CATALOG.name(), parts[0]);
            case "USE_SCHEMA", "CREATE_TABLE" ->
                PlaceFindings.missingPrivilege(
                        principal, privilege, Securable.SCHEMA.name(), parts[0] + "." + parts[1]);
            default -> PlaceFindings.missingPrivilege(principal, privilege, kind.name(), name);
        };
    }
}
