package io.lakeshift.activities.lakebase;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.databricks.Index;
import io.lakeshift.workflows.databricks.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Indexes as they are wanted. What counts is a valid index on this very table with these columns: a name alone says
 * nothing, because after a table was swapped its old indexes keep their names.
 */
public final class TableIndexes {
    private final LakebaseDatabase database;

    TableIndexes(LakebaseDatabase database) {
        this.database = database;
    }

    /**
     * @param finished by whoever built it
     * @param whole over all rows, unlike a partial one
     */
    private record Found(String name, List<String> columns, boolean finished, boolean whole) {
        boolean has(Index index) {
            return whole && columns.equals(index.columns());
        }
    }

    /** Creates what is missing, after removing what an interrupted build has left. Returns the names of new ones. */
    public List<String> bring(TableName table, List<Index> wanted) {
        List<String> created = new ArrayList<>();
        for (Index index : wanted) {
            if (!isThere(table, index)) {
                created.add(create(table, index));
            }
        }
        return created;
    }

    /** Wanted indexes for which there is no valid one. */
    public List<Index> missing(TableName table, List<Index> wanted) {
        return wanted.stream().filter(index -> !isThere(table, index)).toList();
    }

    private boolean isThere(TableName table, Index index) {
        return on(table).stream().anyMatch(found -> found.finished() && found.has(index));
    }

    private String create(TableName table, Index index) {
        Optional<Found> leftover = on(table).stream()
                .filter(found -> !found.finished() && found.has(index))
                .findFirst();
        leftover.filter(found -> isBeingBuilt(table, found.name())).ifPresent(found -> {
            throw LakebaseErrors.underConstruction(found.name(), table.schema() + "." + table.table());
        });
        leftover.ifPresent(found -> database.execute(
                "drop the unfinished index " + found.name(),
                "DROP INDEX CONCURRENTLY IF EXISTS " + Quoting.postgres(table.schema()) + "."
                        + Quoting.postgres(found.name())));
        String name = freeName(table, Quoting.shortened(index.name()));
        // Not in a transaction, so that applications read on while it is built.
        database.execute(
                "create index " + name,
                "CREATE INDEX CONCURRENTLY " + Quoting.postgres(name) + " ON " + Quoting.postgres(table) + " ("
                        + Quoting.postgresList(index.columns()) + ")");
        return name;
    }

    /** An earlier attempt whose worker died may still be at it: PostgreSQL goes on until it notices. */
    private boolean isBeingBuilt(TableName table, String name) {
        return database.query(
                        "look who builds " + name,
                        "SELECT EXISTS (SELECT FROM pg_stat_progress_create_index WHERE index_relid = to_regclass(?))",
                        row -> row.getBoolean(1),
                        Quoting.postgres(table.schema()) + "." + Quoting.postgres(name))
                .get(0);
    }

    /** The name may be taken in the schema by another table's index. */
    private String freeName(TableName table, String wanted) {
        String name = wanted;
        for (int next = 2; taken(table.schema(), name); next++) {
            name = Quoting.shortened(wanted + "_" + next);
        }
        return name;
    }

    private boolean taken(String schema, String name) {
        return database.query("look for the name " + name, """
                        SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                                       WHERE n.nspname = ? AND c.relname = ?)""", row -> row.getBoolean(1), schema, name)
                .get(0);
    }

    private List<Found> on(TableName table) {
        return database.query(
                "read the indexes of " + table,
                """
                SELECT c.relname, i.indisvalid AND i.indisready, i.indpred IS NULL,
                       ARRAY(SELECT coalesce(a.attname, '')::text
                             FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY AS k(attnum, place)
                             LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                             ORDER BY k.place)
                FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE i.indrelid = to_regclass(?)""",
                row -> new Found(
                        row.getString(1),
                        List.of((String[]) row.getArray(4).getArray()),
                        row.getBoolean(2),
                        row.getBoolean(3)),
                Quoting.postgres(table));
    }
}
