package io.lakeshift.activities.lakebase;

import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.workflows.databricks.TableName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL with one table, as a synchronisation would have left it. */
final class TestingLakebase implements AutoCloseable {
    static final TableName TABLE = new TableName("main", "shop", "Order-Items");

    private final TestingPostgres postgres = TestingPostgres.createDatabase();

    TestingLakebase() {
        postgres.execute("CREATE SCHEMA shop");
        table();
    }

    /** What a full refresh does: the new table takes the old one's name, the old one's indexes keep theirs. */
    void swapKeepingTheOldTable() {
        postgres.execute("ALTER TABLE shop.\"Order-Items\" RENAME TO old_items");
        table();
    }

    void dropAndCreateTable() {
        postgres.execute("DROP TABLE shop.\"Order-Items\"");
        table();
    }

    private void table() {
        postgres.execute(
                "CREATE TABLE shop.\"Order-Items\" (id bigint, \"User\" text, price double precision, PRIMARY KEY (id))",
                "INSERT INTO shop.\"Order-Items\" SELECT n, 'u' || n % 7, n FROM generate_series(1, 100) AS n");
    }

    /** As superuser, as which a test may do everything. */
    LakebaseDatabase open() {
        return open("postgres", "postgres");
    }

    LakebaseDatabase open(String user, String password) {
        try {
            return new LakebaseDatabase(DriverManager.getConnection(
                    "jdbc:postgresql://localhost:" + TestingPostgres.port() + "/" + postgres.name(), user, password));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String... statements) {
        postgres.execute(statements);
    }

    String value(String sql) {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "no row";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        postgres.close();
    }
}
