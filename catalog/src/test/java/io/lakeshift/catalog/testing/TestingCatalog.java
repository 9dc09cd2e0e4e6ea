package io.lakeshift.catalog.testing;

import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.commit.CommitRequest;
import io.lakeshift.catalog.commit.RatifiedCommit;
import io.lakeshift.catalog.commit.Ratifier;
import io.lakeshift.catalog.fence.Fence;
import io.lakeshift.catalog.fence.FenceMode;
import io.lakeshift.catalog.fence.FencedTable;
import io.lakeshift.catalog.fence.RaiseFence;
import io.lakeshift.catalog.load.ImportListener;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.load.TableImporter;
import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** A catalog in a database of its own, with the few steps that tests of SQL-backed tables begin with. */
public final class TestingCatalog implements AutoCloseable {
    private final TestingPostgres database = TestingPostgres.createCatalog();
    private final CatalogStore store = PostgresCatalogStore.open(DatabaseUrl.parse(database.url()));

    public CatalogStore store() {
        return store;
    }

    public TestingPostgres database() {
        return database;
    }

    public UUID importTable(Path root) {
        return new TableImporter(store)
                .importTable(ImportRequest.of(root.toString()), ImportListener.NONE)
                .tableId()
                .orElseThrow();
    }

    public FencedTable cutOver(UUID tableId) {
        return new Fence(store).raise(new RaiseFence(tableId, OptionalLong.empty(), FenceMode.FEATURE, "a test"));
    }

    /** Ratifies these lines as the next version. */
    public RatifiedCommit ratifyNext(UUID tableId, String... lines) {
        long version = head(tableId) + 1;
        return new Ratifier(store.commits())
                .ratify(new CommitRequest(tableId, version, CommitBody.of(String.join("\n", lines) + "\n")));
    }

    public long head(UUID tableId) {
        return store.commits().head(tableId).currentVersion();
    }

    /** First column of every row, as text. */
    public List<String> query(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setSchema("lakeshift");
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(String.valueOf(rows.getString(1)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        store.close();
        database.close();
    }
}
