package io.lakeshift.cli.doctor;

import io.lakeshift.workflows.databricks.Lakebase;
import java.util.List;
import java.util.Optional;

/**
 * Where prerequisites are looked for. What is not named is not looked at, and said so.
 *
 * @param schema of PostgreSQL, whose tables go to Unity Catalog
 * @param destination a schema of Unity Catalog
 * @param entities whose history is looked for in the destination
 */
public record Place(
        Optional<Lakebase> lakebase, String schema, Optional<Destination> destination, List<String> entities) {
    public Place {
        entities = List.copyOf(entities);
    }

    public record Destination(String catalog, String schema) {
        @Override
        public String toString() {
            return catalog + "." + schema;
        }
    }
}
