package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.service.catalog.ColumnInfo;
import com.databricks.sdk.service.catalog.CreateSchema;
import com.databricks.sdk.service.catalog.EffectivePermissionsList;
import com.databricks.sdk.service.catalog.EffectivePrivilegeAssignment;
import com.databricks.sdk.service.catalog.GetEffectiveRequest;
import com.databricks.sdk.service.catalog.ListCatalogsRequest;
import com.databricks.sdk.service.catalog.PrimaryKeyConstraint;
import com.databricks.sdk.service.catalog.TableConstraint;
import com.databricks.sdk.service.catalog.TableInfo;
import io.lakeshift.activities.databricks.CatalogObjects;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import io.lakeshift.workflows.databricks.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Unity Catalog through the SDK. */
final class SdkCatalogObjects implements CatalogObjects {
    private final WorkspaceClient client;
    private final SdkCalls calls;

    SdkCatalogObjects(WorkspaceClient client, SdkCalls calls) {
        this.client = client;
        this.calls = calls;
    }

    @Override
    public Optional<SourceTable> table(TableName name) {
        return calls.find(
                        Act.reading("read table " + name, Needs.source(name)),
                        () -> client.tables().get(Quoting.path(name.full())))
                .map(found -> read(name, found));
    }

    private static SourceTable read(TableName name, TableInfo found) {
        List<ColumnInfo> columns = Given.list(found.getColumns());
        return new SourceTable(
                name,
                Given.name(found.getTableType()).orElse("unknown"),
                Given.name(found.getDataSourceFormat()).orElse("unknown"),
                found.getProperties() == null ? Map.of() : Map.copyOf(found.getProperties()),
                columns.stream().map(SdkCatalogObjects::read).toList(),
                Given.list(found.getTableConstraints()).stream()
                        .map(TableConstraint::getPrimaryKeyConstraint)
                        .filter(Objects::nonNull)
                        .map(PrimaryKeyConstraint::getChildColumns)
                        .map(Given::list)
                        .findFirst()
                        .orElse(List.of()),
                Given.text(found.getOwner()),
                found.getRowFilter() != null || columns.stream().anyMatch(column -> column.getMask() != null),
                Given.text(found.getStorageLocation()));
    }

    private static Column read(ColumnInfo column) {
        @Nullable String text = column.getTypeText();
        return new Column(
                Given.text(column.getName()),
                text != null ? text : Given.name(column.getTypeName()).orElse("unknown"),
                !Boolean.FALSE.equals(column.getNullable()));
    }

    @Override
    public Optional<Container> schema(String catalog, String schema) {
        return calls.find(
                        Act.reading("read schema " + catalog + "." + schema, Needs.schema(catalog, schema)),
                        () -> client.schemas().get(Quoting.path(catalog + "." + schema)))
                .map(found -> new Container(Given.text(found.getOwner()), Given.text(found.getStorageRoot())));
    }

    @Override
    public void createSchema(String catalog, String schema) {
        calls.call(
                Act.changing("create schema " + catalog + "." + schema, Needs.creatingSchema(catalog)),
                () -> client.schemas()
                        .create(new CreateSchema().setCatalogName(catalog).setName(schema)));
    }

    @Override
    public void deleteSchema(String catalog, String schema) {
        calls.find(
                Act.changing("delete schema " + catalog + "." + schema, "ownership of it; its owner can do it"), () -> {
                    client.schemas().delete(Quoting.path(catalog + "." + schema));
                    return true;
                });
    }

    @Override
    public Optional<Container> catalog(String catalog) {
        return calls.find(
                        Act.reading(
                                "read catalog " + catalog, "USE_CATALOG on " + catalog + "; its owner can grant it"),
                        () -> client.catalogs().get(Quoting.path(catalog)))
                .map(found -> new Container(Given.text(found.getOwner()), Given.text(found.getStorageRoot())));
    }

    @Override
    public List<String> catalogs() {
        return calls.call(
                Act.reading("list the catalogs", "access to Unity Catalog; the metastore admin can grant it"), () -> {
                    List<String> names = new ArrayList<>();
                    client.catalogs()
                            .list(new ListCatalogsRequest())
                            .forEach(catalog -> names.add(Given.text(catalog.getName())));
                    return names;
                });
    }

    @Override
    public Set<String> privileges(Securable kind, String fullName, String principal) {
        EffectivePermissionsList list = calls.call(
                Act.reading("read the privileges on " + fullName, "access to " + fullName + "; its owner can grant it"),
                () -> client.grants()
                        .getEffective(new GetEffectiveRequest()
                                .setSecurableType(kind.name().toLowerCase(java.util.Locale.ROOT))
                                .setFullName(Quoting.path(fullName))
                                .setPrincipal(principal)));
        Set<String> names = new TreeSet<>();
        for (EffectivePrivilegeAssignment assignment : Given.list(list.getPrivilegeAssignments())) {
            Given.list(assignment.getPrivileges()).stream()
                    .map(privilege -> Given.name(privilege.getPrivilege()))
                    .flatMap(Optional::stream)
                    .forEach(names::add);
        }
        return names;
    }
}
