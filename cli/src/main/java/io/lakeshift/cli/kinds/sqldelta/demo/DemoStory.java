package io.lakeshift.cli.kinds.sqldelta.demo;

import io.lakeshift.catalog.kernel.KernelLog;
import io.lakeshift.catalog.kernel.PlainPathWriter;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Pause;
import io.lakeshift.deltasql.DeltaSqlAppender;
import io.lakeshift.deltasql.DeltaSqlConfiguration;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.sqldelta.TableValidations.Parity;
import io.lakeshift.workflows.kinds.sqldelta.TableValidations.Status;
import io.lakeshift.workflows.lifecycle.ApprovalRequest;
import io.lakeshift.workflows.lifecycle.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;

/** Tells the story on real tables: every step is done, not shown. */
public final class DemoStory {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int ROWS = 3;
    private static final int SQL_COMMITS = 2;
    private static final String CATALOG = "demo";
    private static final DemoTable ROLLED_BACK = DemoTable.CUSTOMERS;

    private final DemoActs acts;
    private final DatabaseUrl database;
    private final String migration;
    private final Path scratch;
    private final Consumer<String> narrate;
    private final Instant began = Instant.now();

    /** @param database the one that the stack's workers use */
    public DemoStory(DemoActs acts, DatabaseUrl database, String migration, Path scratch, Consumer<String> narrate) {
        this.acts = acts;
        this.database = database;
        this.migration = migration;
        this.scratch = scratch;
        this.narrate = narrate;
    }

    /** @param approval asked with the questions before the cut overs; false ends the story there */
    public DemoResult tell(Predicate<List<ApprovalRequest>> approval) throws IOException {
        copyTables();
        for (DemoTable table : DemoTable.values()) {
            acts.start(table, root(table), table == ROLLED_BACK);
        }
        approve(approval);
        cutOver();
        writeThroughSql();
        rollBack();
        DemoResult result = result();
        narrate.accept("");
        narrate.accept("Done in %.0f s. The tables are in %s.".formatted(result.durationSeconds(), scratch));
        return result;
    }

    private void copyTables() throws IOException {
        narrate.accept("Three tables that Spark wrote, copied to " + scratch);
        for (DemoTable table : DemoTable.values()) {
            table.copyTo(scratch);
            narrate.accept("  %-10s %s".formatted(table.directory(), table.description()));
        }
        narrate.accept("");
        narrate.accept("Migration %s: assess, plan, import, validate".formatted(migration));
    }

    private void approve(Predicate<List<ApprovalRequest>> approval) {
        List<ApprovalRequest> questions = new ArrayList<>();
        for (DemoTable table : DemoTable.values()) {
            Progress progress = await(table, it -> it.approval().isPresent());
            ApprovalRequest asked = progress.approval().orElseThrow();
            questions.add(asked);
            narrate.accept("  %-10s version %d, %d active files, proven equal to its log; plan %s"
                    .formatted(
                            table.directory(),
                            progress.facts().version(),
                            progress.facts().activeFiles(),
                            asked.planHash()
                                    .substring(0, Math.min(8, asked.planHash().length()))));
        }
        if (!approval.test(questions)) {
            for (DemoTable table : DemoTable.values()) {
                acts.reject(table);
            }
            throw new CommandException(
                    ExitCode.FAILED, "You said no: nothing was cut over, the tables are as they were.");
        }
        questions.forEach(acts::approve);
        narrate.accept("  approved; the answers are in the audit chain");
    }

    private void cutOver() throws IOException {
        narrate.accept("");
        narrate.accept("Cut over: from here SQL decides the commits");
        for (DemoTable table : DemoTable.values()) {
            Progress progress = await(table, it -> it.phase().cutOverProven());
            PlainPathWriter.Attempt attempt = writer(table).attempt();
            if (!attempt.refused()) {
                throw new CommandException(
                        ExitCode.FAILED, "The fence of %s does not hold: %s".formatted(table, attempt.message()));
            }
            long read = KernelLog.at(logOf(table)).latest().version();
            narrate.accept("  %-10s fenced at version %d; an ordinary reader reads version %d"
                    .formatted(table.directory(), progress.facts().version(), read));
            if (table == DemoTable.SALES) {
                narrate.accept("             an ordinary writer (Delta Kernel, on the plain path) is refused:");
                narrate.accept("             \"" + attempt.message().strip() + "\"");
            }
        }
    }

    private void writeThroughSql() throws IOException {
        narrate.accept("");
        narrate.accept("Two commits to each table through deltasql://, published back to its _delta_log");
        DeltaSqlAppender appender = new DeltaSqlAppender(DeltaSqlConfiguration.kernel(CATALOG, database));
        for (DemoTable table : DemoTable.values()) {
            long version = -1;
            for (int commit = 0; commit < SQL_COMMITS; commit++) {
                version = appender.append("deltasql://" + CATALOG + "/" + acts.alias(table), ROWS);
            }
            awaitFile(commitFile(table, version));
            narrate.accept("  %-10s version %d is in the log".formatted(table.directory(), version));
        }
    }

    private void rollBack() throws IOException {
        narrate.accept("");
        narrate.accept(
                "Rollback of %s: the files decide again, and no write is lost".formatted(ROLLED_BACK.directory()));
        acts.rollback(ROLLED_BACK);
        await(ROLLED_BACK, it -> it.phase() == Phase.ROLLED_BACK);
        long version = new DeltaSqlAppender(new Configuration())
                .append(root(ROLLED_BACK).toString(), ROWS);
        narrate.accept(
                "  %-10s the ordinary writer appends again, as version %d".formatted(ROLLED_BACK.directory(), version));
        acts.catchUp(ROLLED_BACK, root(ROLLED_BACK));
        for (DemoTable table : DemoTable.values()) {
            if (table != ROLLED_BACK) {
                await(table, it -> it.phase() == Phase.COMPLETED);
            }
        }
    }

    private DemoResult result() throws IOException {
        narrate.accept("");
        narrate.accept("Catalog and log, compared by an independent reader");
        List<DemoResult.Table> tables = new ArrayList<>();
        for (DemoTable table : DemoTable.values()) {
            Parity parity = acts.compare(table);
            Phase phase = acts.progress(table).phase();
            String writer = writer(table).attempt().refused() ? "refused" : "accepted";
            tables.add(new DemoResult.Table(
                    table.directory(),
                    acts.alias(table),
                    root(table).toString(),
                    phase,
                    parity.logVersion(),
                    parity.activeFiles(),
                    publishedSqlCommits(table),
                    writer,
                    parity.status().name().toLowerCase(Locale.ROOT)));
            narrate.accept("  %-10s %-11s version %d, %d active files: %s; file writer %s"
                    .formatted(
                            table.directory(),
                            phase,
                            parity.logVersion(),
                            parity.activeFiles(),
                            parity.status() == Status.OK
                                    ? "equal"
                                    : parity.status().toString(),
                            writer));
        }
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        return new DemoResult(migration, scratch.toString(), seconds, tables);
    }

    /** Counted in the log itself: a ratified commit's file is byte for byte what the catalog keeps. */
    private int publishedSqlCommits(DemoTable table) {
        return acts.ratifiedVersions(table).stream()
                .filter(version -> Files.exists(commitFile(table, version)))
                .toList()
                .size();
    }

    private Path root(DemoTable table) {
        return scratch.resolve(table.directory());
    }

    private PlainPathWriter writer(DemoTable table) {
        return PlainPathWriter.at(root(table).toString());
    }

    private String logOf(DemoTable table) {
        return root(table).resolve("_delta_log").toString();
    }

    private Path commitFile(DemoTable table, long version) {
        return root(table).resolve("_delta_log").resolve("%020d.json".formatted(version));
    }

    private Progress await(DemoTable table, Predicate<Progress> condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            Progress progress = acts.progress(table);
            if (condition.test(progress)) {
                return progress;
            }
            if (progress.phase() == Phase.NEEDS_ATTENTION || Instant.now().isAfter(deadline)) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "%s is %s: %s"
                                .formatted(
                                        table.directory(),
                                        progress.phase(),
                                        progress.attention()
                                                .map(it -> it.message())
                                                .or(progress::waitingFor)
                                                .orElse("it takes too long")));
            }
            Pause.of(LOOK);
        }
    }

    private static void awaitFile(Path file) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!Files.exists(file)) {
            if (Instant.now().isAfter(deadline)) {
                throw new UncheckedIOException(new IOException(file + " was not published"));
            }
            Pause.of(LOOK);
        }
    }
}
