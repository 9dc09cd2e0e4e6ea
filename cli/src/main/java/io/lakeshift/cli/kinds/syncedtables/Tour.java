package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import java.util.ArrayList;
import java.util.List;

/** Every step of a migration with its commands, from the plan file alone: nothing is asked and nothing is started. */
public final class Tour {
    private final SyncedTablesFile file;
    private final String planFile;
    private final List<String> lines = new ArrayList<>();
    private int number;

    /** @param planFile as the commands shall name it */
    public Tour(SyncedTablesFile file, String planFile) {
        this.file = file;
        this.planFile = planFile;
    }

    public List<String> lines() {
        SyncedTablesSetup setup = file.setup();
        lines.add("A tour of %s. Nothing is asked of Databricks or PostgreSQL, nothing is started."
                .formatted(file.name()));
        step("Check the environment: login, profile, programs");
        command("lakeshift doctor"
                + setup.lakebase().profile().map(name -> " --profile " + name).orElse(""));
        step("Assess: sources, change data feed, privileges, keys, types, limits; reads only");
        command("lakeshift assess -f " + planFile);
        step("Plan: what would be done, how long it takes, what it costs; reads only; prints the plan's hash");
        command("lakeshift plan -f " + planFile);
        step("Migrate: what follows up to the cut over runs by itself");
        command("lakeshift migrate -f " + planFile + " --plan-hash HASH");
        prepare(setup);
        create(setup);
        step("Wait until every table is online, compare its rows with the source's, measure point reads");
        command("lakeshift watch " + file.name());
        approve();
        cutOver(setup);
        step("Bring a table up to its source, now or by a schedule (not for CONTINUOUS)");
        command("lakeshift refresh " + file.name() + "/" + file.tables().get(0).alias());
        step("Go back, for %s after the cut over: application, Unity Catalog, PostgreSQL, schemas"
                .formatted(file.policy().rollbackWindow()));
        command("lakeshift rollback " + file.name() + " --dry-run");
        command("lakeshift rollback " + file.name() + " --yes");
        return List.copyOf(lines);
    }

    private void prepare(SyncedTablesSetup setup) {
        step("Create what is missing and the plan lets it create");
        if (setup.staging().createIfMissing()) {
            statement("CREATE SCHEMA " + Quoting.databricks(setup.staging().catalog()) + "."
                    + Quoting.databricks(setup.staging().schema()));
        }
        if (setup.createTargetSchema()) {
            file.tables().stream()
                    .map(table ->
                            "CREATE SCHEMA " + Quoting.databricks(table.target().catalog()) + "."
                                    + Quoting.databricks(table.target().schema()))
                    .distinct()
                    .forEach(this::statement);
        }
        file.tables().stream()
                .filter(table -> table.onMissingCdf() == OnMissingCdf.ENABLE && table.mode() != SyncMode.SNAPSHOT)
                .forEach(table -> statement("ALTER TABLE " + Quoting.databricks(table.source())
                        + " SET TBLPROPERTIES (delta.enableChangeDataFeed = true), where it is off"));
    }

    private void create(SyncedTablesSetup setup) {
        step("Create the synced tables and their pipelines; their first load starts by itself");
        String path = setup.lakebase().backend() == Backend.PROVISIONED
                ? "POST /api/2.0/database/synced_tables"
                : "POST /api/2.0/postgres/synced_tables";
        for (SyncedTableSpec table : file.tables()) {
            statement("%s  %s from %s, key %s%s, %s"
                    .formatted(
                            path,
                            table.target(),
                            table.source(),
                            table.primaryKey(),
                            table.timeseriesKey()
                                    .map(key -> ", latest " + key + " wins")
                                    .orElse(""),
                            table.mode()));
        }
    }

    private void approve() {
        int quorum = file.policy().approval().quorum();
        step(
                quorum == 0
                        ? "Nobody is asked before the cut over"
                        : "Wait for %d approval%s of each table".formatted(quorum, quorum == 1 ? "" : "s"));
        if (quorum > 0) {
            command("lakeshift explain " + file.name());
            command("lakeshift approve " + file.name() + " --reason \"checked the report\"");
        }
    }

    private void cutOver(SyncedTablesSetup setup) {
        step("Cut over: indexes and grants, and once every table has them, the application's configuration");
        for (SyncedTableSpec table : file.tables()) {
            table.indexes()
                    .forEach(index -> statement("CREATE INDEX CONCURRENTLY " + Quoting.postgres(index.name()) + " ON "
                            + Quoting.postgres(table.target()) + " (" + Quoting.postgresList(index.columns()) + ")"));
        }
        for (String role : setup.grants()) {
            file.tables().stream()
                    .map(table -> table.target().schema())
                    .distinct()
                    .forEach(schema -> statement(
                            "GRANT USAGE ON SCHEMA " + Quoting.postgres(schema) + " TO " + Quoting.postgres(role)));
            file.tables()
                    .forEach(table -> statement(
                            "GRANT SELECT ON " + Quoting.postgres(table.target()) + " TO " + Quoting.postgres(role)));
        }
        setup.application().ifPresent(application -> {
            statement("set in " + application.file() + ":");
            application.set().forEach((name, value) -> statement("  " + name + "=" + value));
            application
                    .smokeTest()
                    .ifPresent(test -> statement(
                            "smoke test, within " + test.within() + ", else it is put back: " + test.words()));
        });
    }

    private void step(String what) {
        lines.add("");
        lines.add(++number + ". " + what);
    }

    private void command(String command) {
        lines.add("     $ " + command);
    }

    private void statement(String statement) {
        lines.add("     " + statement);
    }
}
