package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.databricks.CatalogObjects;
import io.lakeshift.activities.databricks.CatalogObjects.Container;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.ledger.Made;
import java.util.Optional;

/**
 * Schemas in Unity Catalog that the plan lets a migration create. Tables of one migration come here at the same time, and
 * answers may be lost; so one that could not be created, and is there, is this migration's where its owner is.
 */
final class CatalogSchemas {
    private final CatalogObjects catalog;
    private final Workspace workspace;
    private final Made made;
    private final StepAudit audit;

    CatalogSchemas(Workspace workspace, Made made, StepAudit audit) {
        this.catalog = workspace.catalog();
        this.workspace = workspace;
        this.made = made;
        this.audit = audit;
    }

    /** @return what was created, for people; empty where it was there, or somebody else has made it just now */
    Optional<String> create(String in, String name) {
        String full = in + "." + name;
        if (catalog.schema(in, name).isPresent()) {
            return Optional.empty();
        }
        made.note(Made.Kind.CATALOG_SCHEMA, full, Optional.empty());
        try {
            catalog.createSchema(in, name);
        } catch (WorkspaceException e) {
            Optional<Container> there = catalog.schema(in, name);
            boolean ours = there.filter(
                            schema -> schema.owner().equals(workspace.identity().userName()))
                    .isPresent();
            boolean mayStillCome = there.isEmpty() && e.failure().retryable();
            if (!ours && !mayStillCome) {
                // Whoever makes it now, or has made it, owns it: a rollback leaves it.
                made.removed(Made.migrationOf(Made.unit()), Made.Kind.CATALOG_SCHEMA, full);
            }
            if (there.isEmpty()) {
                throw e;
            }
            if (!ours) {
                return Optional.empty();
            }
        }
        audit.did("CATALOG_SCHEMA_CREATED", -1, full);
        return Optional.of("schema " + full);
    }
}
