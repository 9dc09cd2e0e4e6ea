package io.lakeshift.activities.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects;
import io.lakeshift.activities.databricks.CatalogObjects.Container;
import io.lakeshift.activities.databricks.CatalogObjects.Securable;
import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.syncedtables.Backend;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.syncedtables.SyncedTablesSetup;
import io.lakeshift.workflows.syncedtables.TableName;
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
    private final List<Finding> findings = new ArrayList<>();

    PlaceChecks(Workspace workspace, String principal, SyncedTablesSetup setup, SyncedTableSpec spec) {
        this.catalog = workspace.catalog();
        this.principal = principal;
        this.setup = setup;
        this.spec = spec;
    }

    List<Finding> ofCatalog(SourceTable source) {
        TableName from = spec.source();
        TableName to = spec.target();
        catalog.catalog(from.catalog())
                .filter(found -> found.storageRoot().isEmpty() && !source.isView())
                .ifPresent(found -> findings.add(SyncedTableFindings.defaultStorage(
                        from.catalog(), setup.lakebase().backend() == Backend.AUTOSCALING)));
        if (!source.owner().equals(principal)) {
            require(Securable.TABLE, from.full(), Set.of("USE_CATALOG", "USE_SCHEMA", "SELECT"));
        }
        schema("target", to.catalog(), to.schema(), setup.createTargetSchema(), "createTargetSchema: true");
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
        return List.copyOf(findings);
    }

    private void schema(String what, String in, String name, boolean mayCreate, String option) {
        Optional<Container> found = catalog.schema(in, name);
        if (found.isPresent()) {
            if (!found.get().owner().equals(principal)) {
                require(Securable.SCHEMA, in + "." + name, Set.of("USE_SCHEMA", "CREATE_TABLE"));
            }
            return;
        }
        if (!mayCreate) {
            findings.add(SyncedTableFindings.schemaMissing(what, in, name, option));
            return;
        }
        Optional<Container> container = catalog.catalog(in);
        if (container.isEmpty()) {
            findings.add(SyncedTableFindings.catalogMissing(in));
            return;
        }
        findings.add(SyncedTableFindings.schemaWillBeCreated(what, in, name));
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
            findings.add(SyncedTableFindings.privilegesUnknown(kind.name(), name, needed));
            return;
        }
        if (has.contains("ALL_PRIVILEGES") || has.contains("MANAGE")) {
            return;
        }
        needed.stream()
                .sorted()
                .filter(privilege -> !has.contains(privilege))
                .forEach(privilege ->
                        findings.add(SyncedTableFindings.missingPrivilege(principal, privilege, kind.name(), name)));
    }
}
