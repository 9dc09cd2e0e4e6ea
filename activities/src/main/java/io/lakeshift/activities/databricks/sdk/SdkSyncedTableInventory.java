package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.service.catalog.CatalogInfo;
import com.databricks.sdk.service.catalog.CatalogType;
import com.databricks.sdk.service.catalog.ListCatalogsRequest;
import com.databricks.sdk.service.catalog.ListSchemasRequest;
import com.databricks.sdk.service.catalog.ListTablesRequest;
import com.databricks.sdk.service.catalog.SchemaInfo;
import com.databricks.sdk.service.catalog.TableInfo;
import com.databricks.sdk.service.catalog.TableType;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.SyncedTableInventory;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Synced tables by way of Unity Catalog, in which each is a foreign table. */
final class SdkSyncedTableInventory implements SyncedTableInventory {
    /** No synced table can be made in these. */
    private static final Set<CatalogType> WITHOUT =
            Set.of(CatalogType.SYSTEM_CATALOG, CatalogType.FOREIGN_CATALOG, CatalogType.DELTASHARING_CATALOG);

    private final WorkspaceClient client;
    private final SdkCalls calls;

    SdkSyncedTableInventory(WorkspaceClient client, SdkCalls calls) {
        this.client = client;
        this.calls = calls;
    }

    @Override
    public Inventory read(Lakebase lakebase) {
        List<Synced> tables = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        for (String catalog : catalogs()) {
            for (String schema : listed(catalog, unseen, () -> schemas(catalog))) {
                listed(catalog + "." + schema, unseen, () -> foreignTables(catalog, schema)).stream()
                        .flatMap(name -> synced(lakebase, name, unseen).stream())
                        .forEach(tables::add);
            }
        }
        return new Inventory(tables, unseen.stream().distinct().toList());
    }

    private List<String> catalogs() {
        return calls.call(
                Act.reading("list the catalogs", "access to Unity Catalog; the metastore admin can grant it"), () -> {
                    List<String> names = new ArrayList<>();
                    for (CatalogInfo catalog : client.catalogs().list(new ListCatalogsRequest())) {
                        if (catalog.getCatalogType() == null || !WITHOUT.contains(catalog.getCatalogType())) {
                            names.add(Given.text(catalog.getName()));
                        }
                    }
                    return names;
                });
    }

    /** What may not be listed is named instead: the count is then a least one. */
    private <T> List<T> listed(String what, List<String> unseen, Supplier<List<T>> list) {
        try {
            return calls.call(Act.reading("list what is in " + what, "USE_SCHEMA on it; its owner can grant it"), list);
        } catch (WorkspaceException e) {
            if (e.failure() == MigrationFailure.PERMISSION_DENIED || e.failure() == MigrationFailure.OBJECT_MISSING) {
                unseen.add(what);
                return List.of();
            }
            throw e;
        }
    }

    private List<String> schemas(String catalog) {
        List<String> names = new ArrayList<>();
        for (SchemaInfo schema : client.schemas().list(new ListSchemasRequest().setCatalogName(catalog))) {
            if (!"information_schema".equals(schema.getName())) {
                names.add(Given.text(schema.getName()));
            }
        }
        return names;
    }

    private List<TableName> foreignTables(String catalog, String schema) {
        List<TableName> names = new ArrayList<>();
        ListTablesRequest request = new ListTablesRequest()
                .setCatalogName(catalog)
                .setSchemaName(schema)
                .setOmitColumns(true)
                .setOmitProperties(true);
        for (TableInfo table : client.tables().list(request)) {
            if (table.getTableType() == TableType.FOREIGN) {
                names.add(new TableName(catalog, schema, Given.text(table.getName())));
            }
        }
        return names;
    }

    /** A foreign table that neither control plane knows is no synced one. */
    private Optional<Synced> synced(Lakebase lakebase, TableName name, List<String> unseen) {
        Supplier<Optional<Synced>> instances = () -> ofInstance(name, unseen);
        Supplier<Optional<Synced>> projects = () -> ofProject(name, unseen);
        return lakebase.backend() == Backend.PROVISIONED
                ? instances.get().or(projects)
                : projects.get().or(instances);
    }

    private Optional<Synced> ofInstance(TableName name, List<String> unseen) {
        return asked(name, unseen, () -> client.database().getSyncedDatabaseTable(Quoting.path(name.full())))
                .flatMap(found -> Given.maybe(found.getSpec())
                        .map(spec -> new Synced(
                                name,
                                Given.text(spec.getSourceTableFullName()),
                                Given.maybe(found.getEffectiveDatabaseInstanceName())
                                        .or(() -> Given.maybe(found.getDatabaseInstanceName())),
                                Given.maybe(found.getEffectiveLogicalDatabaseName())
                                        .or(() -> Given.maybe(found.getLogicalDatabaseName())))));
    }

    private Optional<Synced> ofProject(TableName name, List<String> unseen) {
        return asked(name, unseen, () -> client.postgres().getSyncedTable("synced_tables/" + Quoting.path(name.full())))
                .flatMap(found -> Given.maybe(found.getSpec())
                        .map(spec -> new Synced(
                                name,
                                Given.text(spec.getSourceTableFullName()),
                                Given.maybe(spec.getBranch())
                                        .or(() -> Given.maybe(found.getStatus())
                                                .flatMap(status -> Given.maybe(status.getProject()))),
                                Given.maybe(spec.getPostgresDatabase()))));
    }

    /** A workspace may have one of the control planes only, and refuse to speak of the other. */
    private <T> Optional<T> asked(TableName name, List<String> unseen, Supplier<@Nullable T> spec) {
        try {
            return calls.find(
                            Act.reading("read synced table " + name, Needs.target(name)),
                            () -> Optional.ofNullable(spec.get()))
                    .flatMap(found -> found);
        } catch (WorkspaceException e) {
            if (e.failure() == MigrationFailure.PERMISSION_DENIED) {
                unseen.add(name.full());
            } else if (e.failure() != MigrationFailure.WORKSPACE_REFUSED) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
