package io.lakeshift.activities.lakebase;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.databricks.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One connection to a Lakebase's database, and the questions and orders of this kind. Not safe for threads. */
public final class LakebaseDatabase implements AutoCloseable {
    private final Connection connection;

    LakebaseDatabase(Connection connection) {
        this.connection = connection;
    }

    /** Work on one row of an answer. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String act, String sql, RowReader<T> reader, Object... arguments) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw LakebaseErrors.failed(act, e);
        }
    }

    void execute(String act, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw LakebaseErrors.failed(act, e);
        }
    }

    public boolean tableExists(TableName table) {
        return query(
                        "look for " + table,
                        "SELECT to_regclass(?) IS NOT NULL",
                        row -> row.getBoolean(1),
                        Quoting.postgres(table))
                .get(0);
    }

    /** What a table of this name would replace or fail at; empty where the name is free. */
    public Optional<Occupant> occupant(TableName name) {
        return Occupant.find(this, name);
    }

    public boolean schemaExists(String schema) {
        return query(
                        "look for schema " + schema,
                        "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)",
                        row -> row.getBoolean(1),
                        schema)
                .get(0);
    }

    public long count(TableName table) {
        return query("count " + table, "SELECT count(*) FROM " + Quoting.postgres(table), row -> row.getLong(1))
                .get(0);
    }

    /** Column names with PostgreSQL's own names of their types, in order. */
    public List<Column> columns(TableName table) {
        return query(
                "read the columns of " + table,
                """
                SELECT a.attname, format_type(a.atttypid, a.atttypmod)
                FROM pg_attribute a
                WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY a.attnum""",
                row -> new Column(row.getString(1), row.getString(2)),
                Quoting.postgres(table));
    }

    /** The key's columns, in its order; empty for a table without one. */
    public List<String> primaryKey(TableName table) {
        return query("read the key of " + table, """
                SELECT a.attname
                FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
                JOIN pg_attribute a ON a.attnum = k.attnum
                WHERE i.indisprimary AND i.indrelid = to_regclass(?) AND a.attrelid = i.indrelid
                ORDER BY k.place""", row -> row.getString(1), Quoting.postgres(table));
    }

    /** What {@code sql} answers, as texts; a NULL is empty. */
    public List<List<Optional<String>>> texts(String act, String sql) {
        return query(act, sql, LakebaseDatabase::texts);
    }

    /** The first row of what somebody else's query answers, which can change nothing; empty where there is no row. */
    public Optional<List<Optional<String>>> firstOfForeign(String act, String sql, Duration limit) {
        return new ForeignQuery(connection, act).firstRow(sql, limit);
    }

    static List<Optional<String>> texts(ResultSet row) throws SQLException {
        List<Optional<String>> cells = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            cells.add(Optional.ofNullable(row.getString(i)));
        }
        return cells;
    }

    /** The server's connections. Those of others are counted too, although one may not see what they do. */
    public Room room() {
        return query(
                        "read the connection limits",
                        """
                        SELECT current_setting('max_connections')::int,
                               current_setting('superuser_reserved_connections')::int
                                   + coalesce(current_setting('reserved_connections', true)::int, 0),
                               count(*)::int,
                               (count(*) FILTER (WHERE usename LIKE 'databricks\\_writer%'))::int
                        FROM pg_stat_activity
                        WHERE usesysid IS NOT NULL AND datid IS NOT NULL
                          AND coalesce(backend_type, 'client backend') = 'client backend'""",
                        row -> new Room(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)))
                .get(0);
    }

    /** Host and port: what the connections are counted of, whatever the database. */
    public String server() {
        try {
            return String.valueOf(connection.getMetaData().getURL())
                    .replaceFirst("^jdbc:postgresql://", "")
                    .replaceFirst("/.*$", "");
        } catch (SQLException e) {
            throw LakebaseErrors.failed("tell the server's address", e);
        }
    }

    /** Some table that is not PostgreSQL's own; empty where there is none. */
    public Optional<String> anyTable() {
        return query("look for tables", """
                SELECT n.nspname || '.' || c.relname
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'm', 'v') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
                ORDER BY 1 LIMIT 1""", row -> row.getString(1)).stream().findFirst();
    }

    /** Some table of a schema; empty where there is none. Views are none. */
    public Optional<String> anyTableOf(String schema) {
        return query("look for tables in schema " + schema, """
                SELECT c.relname
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND n.nspname = ?
                ORDER BY 1 LIMIT 1""", row -> row.getString(1), schema).stream()
                .findFirst();
    }

    public long databaseBytes() {
        return query("read the database's size", "SELECT pg_database_size(current_database())", row -> row.getLong(1))
                .get(0);
    }

    public TableIndexes indexes() {
        return new TableIndexes(this);
    }

    public TableGrants grants() {
        return new TableGrants(this);
    }

    public TableWriters writers() {
        return new TableWriters(this);
    }

    public IndexUse indexUse() {
        return new IndexUse(this);
    }

    public TableDrop drops() {
        return new TableDrop(this);
    }

    public record Column(String name, String type) {}

    /**
     * @param max as the server is configured; varies with the compute's size
     * @param reserved for superusers and for members of {@code pg_use_reserved_connections}
     * @param used by everybody
     * @param writers of them, those of pipelines that write synced tables
     */
    public record Room(int max, int reserved, int used, int writers) {
        public int free() {
            return Math.max(0, max - reserved - used);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw LakebaseErrors.failed("close the connection", e);
        }
    }
}
