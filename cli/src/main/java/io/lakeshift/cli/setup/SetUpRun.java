package io.lakeshift.cli.setup;

import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesFile;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.TextTable;
import io.lakeshift.cli.session.AssessmentView;
import io.lakeshift.cli.session.Person;
import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.setup.SetUpSyncedTables;
import io.lakeshift.workflows.setup.SetUpSyncedTables.Act;
import io.lakeshift.workflows.setup.SetUpSyncedTables.Result;
import io.lakeshift.workflows.setup.SetUpSyncedTables.Standing;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at, makes and takes away what the tables of a plan stand on. */
public final class SetUpRun {
    private static final int LOOKS_PER_QUESTION = 8;

    private final Session session;
    private final SyncedTablesFile file;
    private final Path folder;
    private String told = "";
    private int looks;

    /** @param folder where policies for the cloud are written */
    public SetUpRun(Session session, SyncedTablesFile file, Path folder) {
        this.session = session;
        this.file = file;
        this.folder = folder;
    }

    Result survey() {
        return new Runs(session)
                .run(
                        SetUpSyncedTables.class,
                        "plan/" + SetUpSyncedTables.workflowId(file.name()) + "/" + UUID.randomUUID(),
                        request(Act.SURVEY),
                        Result.class);
    }

    Result remove() {
        return new Runs(session).run(SetUpSyncedTables.class, id(), request(Act.REMOVE), Result.class);
    }

    /**
     * Makes what is missing, if somebody has looked at what that is.
     *
     * @param acceptedHash of the plan that was looked at
     * @param roleReady somebody says that the cloud's role is there
     */
    Result make(@Nullable String acceptedHash, boolean roleReady) {
        Result before = survey();
        refuseBlocked(before);
        if (before.missing().isEmpty()) {
            return before;
        }
        if (!before.hash().equals(acceptedHash)) {
            throw notAccepted(before, acceptedHash);
        }
        WorkflowStub running = new Runs(session).start(SetUpSyncedTables.class, id(), request(Act.CREATE));
        if (roleReady) {
            running.signal("ready", new SetUpSyncedTables.Ready(Person.name()));
        }
        Result made = new Runs(session).await(running, Result.class, progress -> {}, () -> tellWhatItWaitsFor(running));
        write(made.files());
        refuseBlocked(made);
        return made;
    }

    private void tellWhatItWaitsFor(WorkflowStub running) {
        if (looks++ % LOOKS_PER_QUESTION != 0) {
            return;
        }
        SetUpSyncedTables.Progress now;
        try {
            now = running.query("progress", SetUpSyncedTables.Progress.class);
        } catch (WorkflowQueryException e) {
            // It has just begun, or just ended.
            return;
        }
        String words = now.waitingFor().isEmpty() ? "Set-up: " + now.doing() + "." : now.waitingFor();
        if (!words.equals(told)) {
            told = words;
            write(now.files());
            session.tell(words);
        }
    }

    private void write(Map<String, String> files) {
        files.forEach((name, text) -> {
            try {
                Files.writeString(folder.resolve(name), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Where the tables cannot be looked at yet, because what they stand on is missing or wrong. */
    public Optional<Result> pending() {
        return file.resources().isEmpty()
                ? Optional.empty()
                : Optional.of(survey())
                        .filter(it -> it.blocked() || !it.missing().isEmpty());
    }

    /**
     * Makes what is missing before the tables begin.
     *
     * @return the hash that the tables' plan must have; none where the one given was that of the set-up
     */
    public @Nullable String prepare(@Nullable String planHash) {
        if (file.resources().isEmpty()) {
            return planHash;
        }
        return make(planHash, false).hash().equals(planHash) ? null : planHash;
    }

    private static void refuseBlocked(Result result) {
        result.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.BLOCKER)
                .findFirst()
                .ifPresent(finding -> {
                    throw new CommandException(
                            ExitCode.BLOCKED,
                            "Nothing was started, because the set-up is blocked: %s%s See everything with: lakeshift plan -f PLAN"
                                    .formatted(
                                            finding.message(),
                                            finding.remedy()
                                                    .map(remedy -> " To fix it: " + remedy)
                                                    .orElse("")));
                });
    }

    private static CommandException notAccepted(Result before, @Nullable String acceptedHash) {
        String what = before.missing().stream().map(Resource::words).collect(Collectors.joining(", "));
        return new CommandException(
                ExitCode.FAILED,
                acceptedHash == null
                        ? "Nothing was started: the plan creates %s, which takes time and may cost money. Look at it with 'lakeshift plan -f PLAN', then start it with --plan-hash %s."
                                .formatted(what, before.hash())
                        : "The plan has changed: it was %s and is now %s, so nothing was started. Look at it with 'lakeshift plan', then start it with its new hash."
                                .formatted(acceptedHash, before.hash()));
    }

    private String id() {
        return SetUpSyncedTables.workflowId(file.name());
    }

    private SetUpSyncedTables.Request request(Act act) {
        return new SetUpSyncedTables.Request(
                file.name(),
                act,
                file.setup().lakebase(),
                file.resources(),
                file.tables().stream().map(SyncedTableSpec::source).distinct().toList());
    }

    public static void printPending(Results results, Result result) {
        print(results, result);
        results.line("");
        results.line("Plan hash %s", result.hash());
        results.line(
                result.blocked()
                        ? "Blocked: fix what is marked BLOCKER, then plan again."
                        : "The tables are looked at once this stands. Start it with: lakeshift migrate -f PLAN --plan-hash "
                                + result.hash());
    }

    static void print(Results results, Result result) {
        TextTable table = new TextTable("RESOURCE", "PLAN", "NOW", "TAKES AND COSTS");
        for (Standing standing : result.resources()) {
            Resource resource = standing.resource();
            boolean make = result.missing().contains(resource);
            table.row(
                    resource.words(),
                    resource.way().name().toLowerCase(Locale.ROOT),
                    switch (standing.state()) {
                        case ABSENT -> "absent";
                        case THERE -> "there";
                        case MADE -> "made by this migration";
                    },
                    make ? standing.expectation() : "nothing more");
        }
        results.table(table);
        AssessmentView.findings(results, "set-up", result.findings());
        result.did().forEach(line -> results.line("  %s", line));
    }
}
