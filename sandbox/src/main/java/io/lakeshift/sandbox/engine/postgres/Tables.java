package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.TableCommit;
import io.lakeshift.sandbox.engine.TableDefinition;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.postgres.SqlText;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The tables that there are, and the one way to commit to one. */
final class Tables {
    private final Lake lake;
    private final Clock clock;
    private final Map<TableName, StoredTable> tables = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();

    Tables(Lake lake, Clock clock) {
        this.lake = lake;
        this.clock = clock;
    }

    Optional<StoredTable> find(TableName name) {
        return Optional.ofNullable(tables.get(name));
    }

    StoredTable get(TableName name) {
        return find(name).orElseThrow(() -> EngineException.noTable(name));
    }

    StoredTable at(TableName name, long version) {
        StoredTable table = get(name);
        if (version < 0 || version > table.version()) {
            throw EngineException.noSuchVersion(name, version, table.version());
        }
        return table;
    }

    List<TableName> names(String catalog, String schema) {
        return tables.keySet().stream()
                .filter(it -> it.catalog().equals(catalog) && it.schema().equals(schema))
                .sorted()
                .toList();
    }

    synchronized StoredTable create(TableDefinition definition, String user, String operation) {
        StoredTable table = new StoredTable(
                definition.name(),
                "t" + number.incrementAndGet(),
                definition.columns(),
                definition.properties(),
                null,
                clock.instant());
        refuseExisting(table);
        lake.inTransaction(connection -> {
            lake.create(connection, table);
            return true;
        });
        table.commit(commit(table, 0, user, operation, Map.of(), Map.of()));
        tables.put(table.name, table);
        return table;
    }

    synchronized void createView(TableName name, List<Column> columns, String text, String translated) {
        StoredTable view =
                new StoredTable(name, "t" + number.incrementAndGet(), columns, Map.of(), text, clock.instant());
        refuseExisting(view);
        lake.inTransaction(connection -> {
            lake.execute(connection, "CREATE VIEW " + view.rows() + " AS " + translated);
            return true;
        });
        tables.put(name, view);
    }

    private void refuseExisting(StoredTable table) {
        if (tables.containsKey(table.name)) {
            throw EngineException.tableExists(table.name);
        }
    }

    synchronized void drop(TableName name) {
        StoredTable table = tables.get(name);
        if (table == null) {
            return;
        }
        lake.inTransaction(connection -> {
            if (table.viewText != null) {
                lake.execute(connection, "DROP VIEW " + table.rows());
            } else {
                lake.execute(connection, "DROP TABLE " + table.rows());
                lake.execute(connection, "DROP TABLE " + table.changes());
            }
            return true;
        });
        tables.remove(name);
    }

    void setProperties(StoredTable table, Map<String, String> properties, String user) {
        synchronized (table) {
            table.properties.putAll(properties);
            table.commit(commit(table, table.version() + 1, user, "SET TBLPROPERTIES", properties, Map.of()));
        }
    }

    /** Changes the columns of a table as one commit without rows. */
    void alter(StoredTable table, String user, String operation, List<String> clauses, List<Column> columns) {
        alter(table, user, operation, columns, connection -> {
            for (String clause : clauses) {
                lake.execute(connection, "ALTER TABLE " + table.rows() + " " + clause);
                lake.execute(connection, "ALTER TABLE " + table.changes() + " " + clause);
            }
            return true;
        });
    }

    /** Refuses NULL in a column from now on, or allows it; the log of changes keeps those that there were. */
    void setNullable(StoredTable table, String user, Column column, boolean nullable) {
        List<Column> columns = table.columns.stream()
                .map(it -> it.equals(column) ? new Column(it.name(), it.type(), nullable) : it)
                .toList();
        alter(table, user, "CHANGE COLUMN", columns, connection -> {
            lake.execute(
                    connection,
                    "ALTER TABLE " + table.rows() + " ALTER COLUMN " + SqlText.identifier(column.name())
                            + (nullable ? " DROP NOT NULL" : " SET NOT NULL"));
            return true;
        });
    }

    private void alter(
            StoredTable table, String user, String operation, List<Column> columns, Lake.Work<Boolean> work) {
        synchronized (table) {
            lake.inTransaction(work);
            table.columns = List.copyOf(columns);
            table.commit(commit(table, table.version() + 1, user, operation, Map.of(), Map.of()));
        }
    }

    /** One commit of rows; {@code work} says how many it touched, and none means no commit. */
    long write(StoredTable table, String user, String operation, Map<String, String> parameters, Lake.Work<Long> work) {
        if (table.viewText != null) {
            throw EngineException.unsupported("writing to the view " + table.name + ".");
        }
        synchronized (table) {
            long version = table.version() + 1;
            long count = lake.inTransaction(connection -> {
                lake.execute(connection, "SET LOCAL sandbox.version = '" + version + "'");
                return work.with(connection);
            });
            if (count > 0) {
                Map<String, String> metrics = new LinkedHashMap<>();
                metrics.put(metric(operation), Long.toString(count));
                table.commit(commit(table, version, user, operation, parameters, metrics));
            }
            return count;
        }
    }

    private static String metric(String operation) {
        return switch (operation) {
            case "UPDATE" -> "numUpdatedRows";
            case "DELETE" -> "numDeletedRows";
            default -> "numOutputRows";
        };
    }

    private TableCommit commit(
            StoredTable table,
            long version,
            String user,
            String operation,
            Map<String, String> parameters,
            Map<String, String> metrics) {
        return new TableCommit(version, clock.instant(), user, operation, parameters, metrics);
    }
}
