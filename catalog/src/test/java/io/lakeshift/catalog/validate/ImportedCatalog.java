package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.load.ImportListener;
import io.lakeshift.catalog.load.ImportMode;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.load.TableImporter;
import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A catalog in a database of its own. */
final class ImportedCatalog implements AutoCloseable {
    private final TestingPostgres database = TestingPostgres.createCatalog();
    private final CatalogStore store = PostgresCatalogStore.open(DatabaseUrl.parse(database.url()));
    private final Connection connection = connect();

    private Connection connect() {
        try {
            Connection opened = database.connect();
            opened.setSchema("lakeshift");
            return opened;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    CatalogStore store() {
        return store;
    }

    /** Copies a golden table and imports it under its own name. */
    Path importGolden(String name, ImportMode mode, Path directory) {
        Path root = GoldenTables.copy(name, directory);
        importTable(root, mode);
        return root;
    }

    void importTable(Path root, ImportMode mode) {
        new TableImporter(store).importTable(ImportRequest.of(root.toString()).withMode(mode), ImportListener.NONE);
    }

    TableDiff tableDiff() {
        return new TableDiff(store, Clock.systemUTC());
    }

    DiffReport diff(String table) {
        return tableDiff().diff(DiffRequest.of(table));
    }

    /** Runs statements on one connection, as superuser. */
    void execute(String... statements) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("RESET session_replication_role");
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of every row, as text. */
    List<@Nullable String> query(String sql) {
        try (Statement statement = connection.createStatement()) {
            List<@Nullable String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        store.close();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        database.close();
    }
}
