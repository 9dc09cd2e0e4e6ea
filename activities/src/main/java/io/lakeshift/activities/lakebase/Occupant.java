package io.lakeshift.activities.lakebase;

import io.lakeshift.workflows.databricks.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What has a name in PostgreSQL that a table is to get. A relation of any kind holds the name, and so does a type.
 *
 * @param id PostgreSQL's own, which a table that replaces this one does not have
 * @param what in words, such as {@code table} or {@code view}
 * @param name quoted where it has to be, with its schema
 * @param owner a role
 * @param rows as PostgreSQL estimates them; -1 while it does not know
 */
public record Occupant(long id, String what, String name, String owner, long rows) {
    /** Roles of this name own what pipelines write, and nothing else. */
    private static final String WRITERS = "databricks_writer";

    /** Left by a synced table, or belonging to one. */
    public boolean isSynced() {
        return what.equals("table") && isWriter(owner);
    }

    static boolean isWriter(String role) {
        return role.startsWith(WRITERS);
    }

    public String words() {
        return "a " + what + " " + name + " of role " + owner + (rows < 0 ? "" : " with about " + rows + " rows");
    }

    /** Unity Catalog folds names to lower case, PostgreSQL keeps them as they were quoted: both are looked for. */
    static Optional<Occupant> find(LakebaseDatabase database, TableName name) {
        String schema = name.schema();
        String table = name.table();
        List<Occupant> found = database.query(
                "look for what is called " + name,
                """
                SELECT c.oid::bigint, CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
                           WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table'
                           WHEN 'c' THEN 'composite type' ELSE 'index' END AS what,
                       format('%I.%I', n.nspname, c.relname), pg_get_userbyid(c.relowner), c.reltuples::bigint
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname IN (?, ?) AND c.relname IN (?, ?)
                UNION ALL
                SELECT t.oid::bigint, 'type', format('%I.%I', n.nspname, t.typname), pg_get_userbyid(t.typowner), -1
                FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                WHERE t.typrelid = 0 AND t.typcategory <> 'A' AND n.nspname IN (?, ?) AND t.typname IN (?, ?)""",
                row -> new Occupant(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5)),
                schema,
                schema.toLowerCase(Locale.ROOT),
                table,
                table.toLowerCase(Locale.ROOT),
                schema,
                schema.toLowerCase(Locale.ROOT),
                table,
                table.toLowerCase(Locale.ROOT));
        // Where there are two, the one that is somebody else's stands in the way.
        return found.stream()
                .filter(one -> !one.isSynced())
                .findFirst()
                .or(() -> found.stream().findFirst());
    }
}
