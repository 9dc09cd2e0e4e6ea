package io.lakeshift.catalog.postgres;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Creates or upgrades the schema. A class of its own: engines that only use a catalog have no Flyway. */
final class PostgresMigration {
    private PostgresMigration() {}

    static void run(DataSource dataSource) {
        try {
            Flyway.configure(PostgresMigration.class.getClassLoader())
                    .dataSource(dataSource)
                    .schemas(PostgresSchema.NAME)
                    .defaultSchema(PostgresSchema.NAME)
                    .createSchemas(true)
                    .locations("classpath:io/lakeshift/catalog/schema")
                    // The ledger's tables may stand in the schema before the catalog's do.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw PostgresErrors.migrationFailed(e);
        }
    }
}
