package io.lakeshift.activities.databricks;

import io.lakeshift.workflows.databricks.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tables, schemas and privileges of Unity Catalog. */
public interface CatalogObjects {
    Optional<SourceTable> table(TableName name);

    Optional<Container> schema(String catalog, String schema);

    /** @throws WorkspaceException EXISTS */
    void createSchema(String catalog, String schema);

    /** One that is gone is done. Never deletes what is in it: {@code CONFLICT} or a refusal where there is something. */
    void deleteSchema(String catalog, String schema);

    Optional<Container> catalog(String name);

    /** The names of those that may be seen. */
    List<String> catalogs();

    /** What the identity may do, itself or through its groups, in the REST API's spelling. */
    Set<String> privileges(Securable kind, String fullName, String principal);

    /** @param storageRoot empty where its tables lie in the workspace's own storage */
    record Container(String owner, String storageRoot) {}

    enum Securable {
        CATALOG,
        SCHEMA,
        TABLE
    }

    /**
     * @param type such as {@code MANAGED} or {@code VIEW}
     * @param format such as {@code DELTA} or {@code ICEBERG}
     * @param primaryKey as declared; empty where none is
     * @param owner may do anything with it
     * @param filtered a row filter or a column mask hides something of it
     * @param storageLocation where its files lie; empty for what has none, or does not tell
     */
    record SourceTable(
            TableName name,
            String type,
            String format,
            Map<String, String> properties,
            List<Column> columns,
            List<String> primaryKey,
            String owner,
            boolean filtered,
            String storageLocation) {
        private static final Set<String> WITHOUT_FEED = Set.of("VIEW", "MATERIALIZED_VIEW", "METRIC_VIEW", "FOREIGN");

        public boolean changeDataFeed() {
            return "true".equalsIgnoreCase(properties.getOrDefault("delta.enableChangeDataFeed", "false"));
        }

        /** Whether it could have a change data feed at all. */
        public boolean mayHaveChangeDataFeed() {
            return !WITHOUT_FEED.contains(type) && !format.equals("ICEBERG");
        }

        public boolean isView() {
            return type.endsWith("VIEW");
        }
    }

    /** @param type as Databricks writes it, such as {@code array<double>} */
    record Column(String name, String type, boolean nullable) {}
}
