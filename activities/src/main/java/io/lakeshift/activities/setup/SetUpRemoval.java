package io.lakeshift.activities.setup;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.databricks.Resources.Database;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Resource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes away what a migration's tables stood on: the Lakebase, then catalog, location, credential, each after what stands
 * on it. A Lakebase with anything in it stays, for deleting it would take the data of others along; of the rest Databricks
 * refuses what is not empty.
 */
public final class SetUpRemoval {
    public static final List<Kind> ORDER =
            List.of(Kind.INSTANCE, Kind.PROJECT, Kind.CATALOG, Kind.EXTERNAL_LOCATION, Kind.STORAGE_CREDENTIAL);

    private final Workspace workspace;
    private final LakebaseConnections connections;
    private final Made made;
    private final StepAudit audit;

    public SetUpRemoval(Workspace workspace, LakebaseConnections connections, Made made, StepAudit audit) {
        this.workspace = workspace;
        this.connections = connections;
        this.made = made;
        this.audit = audit;
    }

    /** @return what was removed and what was left, for people */
    public List<String> of(String migration, Lakebase lakebase) {
        List<String> did = new ArrayList<>();
        for (Kind kind : ORDER) {
            for (String name : made.names(migration, Made.kind(kind))) {
                Outcome outcome = remove(kind, name, lakebase);
                did.add(outcome.words());
                if (outcome.gone()) {
                    made.removed(migration, Made.kind(kind), name);
                }
            }
        }
        return did;
    }

    private record Outcome(String words, boolean gone) {}

    private Outcome remove(Kind kind, String name, Lakebase lakebase) {
        String words = kind.words() + " " + name;
        try {
            if (workspace.resources().find(kind, name).isEmpty()) {
                return new Outcome(words + " is gone", true);
            }
            boolean database = kind == Kind.PROJECT || kind == Kind.INSTANCE;
            Optional<String> inIt = database ? anything(lakebase) : Optional.empty();
            if (inIt.isPresent()) {
                return new Outcome(SetUpMessages.left(words, SetUpMessages.holds(inIt)), false);
            }
            workspace.resources().delete(kind, name);
        } catch (WorkspaceException e) {
            if (e.failure().retryable()) {
                throw e;
            }
            return new Outcome(SetUpMessages.left(words, String.valueOf(e.getMessage())), false);
        }
        audit.did(kind + "_DELETED " + name, -1, name);
        return new Outcome("deleted " + words, true);
    }

    /** In any of its databases, for all of them go with it. */
    private Optional<String> anything(Lakebase lakebase) {
        return databases(lakebase).stream()
                .map(lakebase::withDatabase)
                .flatMap(database -> anyTable(database).stream())
                .findFirst();
    }

    /** An instance tells of none but the one that is known. */
    private List<String> databases(Lakebase lakebase) {
        if (lakebase.backend() == Backend.PROVISIONED) {
            return List.of(lakebase.database());
        }
        String branch = workspace.lakebase().resource(lakebase).replaceFirst("/endpoints/.*$", "");
        return workspace.resources().databases(branch).stream()
                .map(Database::name)
                .toList();
    }

    private Optional<String> anyTable(Lakebase lakebase) {
        try (LakebaseDatabase database = connections.open(workspace, lakebase)) {
            return database.anyTable();
        }
    }
}
