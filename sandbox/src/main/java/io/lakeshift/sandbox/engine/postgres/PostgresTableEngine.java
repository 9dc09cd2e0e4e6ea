package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.Change;
import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.Row;
import io.lakeshift.sandbox.engine.Sink;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.engine.TableCommit;
import io.lakeshift.sandbox.engine.TableDefinition;
import io.lakeshift.sandbox.engine.TableDescription;
import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Source tables as real PostgreSQL tables, versioned by a change log that triggers fill. Needs no Spark; runs the
 * statements that can be translated, and refuses the others.
 */
public final class PostgresTableEngine implements TableEngine {
    private static final int FETCH_SIZE = 2000;

    private final Lake lake;
    private final Tables tables;
    private final Statements statements;

    private PostgresTableEngine(Lake lake, Tables tables) {
        this.lake = lake;
        this.tables = tables;
        this.statements = new Statements(lake, tables);
    }

    public static PostgresTableEngine start(PostgresServer server, Clock clock) throws SQLException {
        Lake lake = Lake.create(server);
        return new PostgresTableEngine(lake, new Tables(lake, clock));
    }

    @Override
    public void createTable(TableDefinition definition, String user) {
        tables.create(definition, user, "CREATE TABLE");
    }

    @Override
    public void append(TableName name, Iterator<Row> rows, String user) {
        if (!rows.hasNext()) {
            return;
        }
        StoredTable table = tables.get(name);
        tables.write(table, user, "WRITE", Map.of("mode", "Append"), connection -> {
            String copy = "COPY " + table.rows() + " (" + table.columnNames() + ") FROM STDIN";
            try (CopyRows out = new CopyRows(connection.unwrap(PGConnection.class), copy, true)) {
                while (rows.hasNext()) {
                    out.write(rows.next());
                }
                return out.finish();
            }
        });
    }

    @Override
    public void dropTable(TableName name) {
        tables.drop(name);
    }

    @Override
    public List<TableName> tables(String catalog, String schema) {
        return tables.names(catalog, schema);
    }

    @Override
    public Optional<TableDescription> describe(TableName name) {
        return tables.find(name).map(StoredTable::description);
    }

    @Override
    public long version(TableName name) {
        return tables.get(name).version();
    }

    @Override
    public long countRows(TableName name, long version) {
        StoredTable table = tables.at(name, version);
        return lake.inTransaction(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result =
                            statement.executeQuery("SELECT count(*) FROM (" + table.rowsAt(version) + ") AS t")) {
                result.next();
                return result.getLong(1);
            }
        });
    }

    @Override
    public void readRows(TableName name, long version, Sink<Row> sink) throws Exception {
        StoredTable table = tables.at(name, version);
        String query = "SELECT " + table.columnTexts() + " FROM (" + table.rowsAt(version) + ") AS t";
        lake.run(connection -> {
            read(connection, query, (result, width) -> sink.accept(row(result, width)));
            return true;
        });
    }

    @Override
    public void readChanges(TableName name, long first, long last, Sink<Change> sink) throws Exception {
        StoredTable table = tables.at(name, last);
        if (first < table.feedSince) {
            throw EngineException.noChangeData(name, first, last);
        }
        String query = "SELECT " + table.columnTexts() + ", _change_type, _commit_version FROM " + table.changes()
                + " WHERE _commit_version BETWEEN " + first + " AND " + last
                + " ORDER BY _commit_version, _change_type IN ('insert', 'update_postimage')";
        lake.inTransaction(connection -> {
            read(
                    connection,
                    query,
                    (result, width) -> sink.accept(new Change(
                            Change.Type.valueOf(result.getString(width - 1).toUpperCase(Locale.ROOT)),
                            result.getLong(width),
                            row(result, width - 2))));
            return true;
        });
    }

    private interface Reader {
        void read(ResultSet result, int width) throws Exception;
    }

    private static void read(Connection connection, String query, Reader reader) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet result = statement.executeQuery(query)) {
                int width = result.getMetaData().getColumnCount();
                while (result.next()) {
                    reader.read(result, width);
                }
            }
        }
    }

    private static Row row(ResultSet result, int width) throws SQLException {
        List<@org.jspecify.annotations.Nullable String> cells = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
            String cell = result.getString(i);
            cells.add(cell == null ? null : cell.replace(StoredTable.STORED_NUL, '\0'));
        }
        return new Row(cells);
    }

    @Override
    public List<TableCommit> history(TableName name) {
        List<TableCommit> commits = new ArrayList<>(tables.get(name).commits);
        Collections.reverse(commits);
        return commits;
    }

    @Override
    public void setProperties(TableName name, Map<String, String> properties, String user) {
        tables.setProperties(tables.get(name), properties, user);
    }

    @Override
    public SqlResult execute(SqlRequest request) {
        return statements.execute(request);
    }

    @Override
    public void close() {
        lake.close();
    }
}
