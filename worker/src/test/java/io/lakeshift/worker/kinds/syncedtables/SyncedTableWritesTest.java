package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.syncedtables.RefreshSyncedTable;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Synced tables are written by their pipelines, and by nobody else. */
@Timeout(240)
class SyncedTableWritesTest {
    /** Every table that is made gets triggers that note who writes to it. */
    private static final String WATCH_ALL_TABLES = """
            CREATE TABLE public.writes (application text, statement text);
            GRANT INSERT ON public.writes TO PUBLIC;
            CREATE FUNCTION public.note_write() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO public.writes VALUES (current_setting('application_name'), TG_OP);
                RETURN NULL;
            END $$;
            CREATE FUNCTION public.watch_table() RETURNS event_trigger LANGUAGE plpgsql AS $$
            DECLARE made record;
            BEGIN
                FOR made IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
                    IF made.object_type = 'table' AND made.schema_name = 'fashion_demo_lakebase' THEN
                        EXECUTE format('CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s'
                            || ' FOR EACH STATEMENT EXECUTE FUNCTION public.note_write()', made.object_identity);
                    END IF;
                END LOOP;
            END $$;
            CREATE EVENT TRIGGER watch_tables ON ddl_command_end WHEN TAG IN ('CREATE TABLE')
                EXECUTE FUNCTION public.watch_table()""";

    @TempDir
    Path folder;

    @Test
    void noPhaseWritesRowsWhatever() throws Exception {
        Path application = folder.resolve("app.env");
        Files.writeString(application, "SCHEMA=fashion_demo\n");
        try (FashionDemo demo = new FashionDemo(application).withWarehouse()) {
            // Given
            demo.postgresExecute(WATCH_ALL_TABLES);
            SyncedTableSpec table = FashionDemo.tables().get(1);
            String unit = FashionDemo.unit(table);

            // When
            demo.migrate(demo.plan(List.of(table)), Policy.DEFAULT);
            demo.workers.awaitQuestion(unit);
            demo.workers.control(unit).send("approve", Decision.approve("ann", "fine"));
            demo.workers.awaitPhase(unit, Phase.WATCHING);
            RefreshSyncedTable.Result refreshed = demo.workers
                    .stub(RefreshSyncedTable.class, RefreshSyncedTable.workflowId(table.target()))
                    .refresh(new RefreshSyncedTable.Request(
                            demo.setup.lakebase(),
                            table.target(),
                            true,
                            Optional.of(demo.setup),
                            Optional.of(table),
                            Optional.empty()));
            String indexes = demo.postgres("SELECT count(*) FROM pg_index WHERE indrelid ="
                    + " 'fashion_demo_lakebase.users_synced'::regclass AND NOT indisprimary");
            demo.workers.control(unit).send("rollback", new Command("rita", "because"));
            demo.workers.awaitPhase(unit, Phase.ROLLED_BACK);

            // Then
            assertThat(refreshed.completed()).isTrue();
            assertThat(indexes).isEqualTo("1");
            assertThat(demo.postgres(
                            "SELECT string_agg(DISTINCT application || ' ' || statement, ', ') FROM public.writes"
                                    + " WHERE statement <> 'TRUNCATE'"))
                    .isEqualTo("lakeshift-sandbox INSERT");
        }
    }
}
