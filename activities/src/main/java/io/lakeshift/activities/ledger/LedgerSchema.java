package io.lakeshift.activities.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the ledger's tables to what this program needs. */
final class LedgerSchema {
    static final String NAME = "lakeshift";

    /** The newest file of the schema; known here so that an up-to-date database costs one query. */
    private static final int VERSION = 3;

    private LedgerSchema() {}

    static void prepare(DataSource dataSource) throws SQLException {
        if (installed(dataSource) < VERSION) {
            migrate(dataSource);
            if (installed(dataSource) != VERSION) {
                throw new IllegalStateException("LedgerSchema.VERSION is not the newest file's");
            }
        }
    }

    private static int installed(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet row =
                    statement.executeQuery("SELECT to_regclass('lakeshift.ledger_schema_history') IS NOT NULL")) {
                row.next();
                if (!row.getBoolean(1)) {
                    return 0;
                }
            }
            try (ResultSet row = statement.executeQuery(
                    "SELECT coalesce(max(version::int), 0) FROM lakeshift.ledger_schema_history WHERE success")) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static void migrate(DataSource dataSource) {
        Flyway.configure(LedgerSchema.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:io/lakeshift/activities/schema")
                .schemas(NAME)
                .table("ledger_schema_history")
                // The catalog's tables may stand in the schema before the ledger's do.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
