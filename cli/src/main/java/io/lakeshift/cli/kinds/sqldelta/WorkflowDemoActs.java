package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.RatifiedVersion;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Pause;
import io.lakeshift.cli.kinds.sqldelta.demo.DemoActs;
import io.lakeshift.cli.kinds.sqldelta.demo.DemoTable;
import io.lakeshift.cli.session.BatchFollower;
import io.lakeshift.cli.session.Person;
import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.workflows.client.NotAnsweredException;
import io.lakeshift.workflows.client.RunningMigration;
import io.lakeshift.workflows.kinds.sqldelta.FenceMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportTable;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaMigration;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaPlanSpec;
import io.lakeshift.workflows.kinds.sqldelta.TableImports;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import io.lakeshift.workflows.kinds.sqldelta.TableValidations.Parity;
import io.lakeshift.workflows.kinds.sqldelta.TableValidations.Validate;
import io.lakeshift.workflows.kinds.sqldelta.ValidateTable;
import io.lakeshift.workflows.lifecycle.Act;
import io.lakeshift.workflows.lifecycle.Answer;
import io.lakeshift.workflows.lifecycle.ApprovalRequest;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.lifecycle.Progress;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowQueryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The demo's acts as workflows, updates and queries. */
final class WorkflowDemoActs implements DemoActs {
    private static final Duration SHORT_WINDOW = Duration.ofSeconds(1);
    private static final Duration LAG = Duration.ofSeconds(30);
    private static final Duration WORKER_ANSWERS = Duration.ofSeconds(60);

    private final Session session;
    private final Runs runs;
    private final String migration;
    private final String suffix;

    WorkflowDemoActs(Session session, String migration, String suffix) {
        this.session = session;
        this.runs = new Runs(session);
        this.migration = migration;
        this.suffix = suffix;
    }

    @Override
    public String alias(DemoTable table) {
        return table.directory() + "-" + suffix;
    }

    private String unit(DemoTable table) {
        return SqlDeltaMigration.unitOf(migration, alias(table));
    }

    @Override
    public void start(DemoTable table, Path root, boolean keepsWindow) {
        Policy policy = keepsWindow ? Policy.DEFAULT : Policy.DEFAULT.withRollbackWindow(SHORT_WINDOW);
        runs.start(
                SqlDeltaMigration.class,
                unit(table),
                new SqlDeltaMigration.Request(
                        migration,
                        new SqlDeltaPlanSpec(
                                session.database(), root.toString(), alias(table), ImportMode.FAST, FenceMode.FEATURE),
                        policy,
                        Optional.empty(),
                        Person.name(),
                        Optional.empty()));
    }

    @Override
    public Progress progress(DemoTable table) {
        Instant deadline = Instant.now().plus(WORKER_ANSWERS);
        while (true) {
            try {
                return running(unit(table)).progress();
            } catch (WorkflowQueryException e) {
                // Not yet picked up by a worker.
                if (Instant.now().isAfter(deadline)) {
                    throw Runs.failure(e);
                }
                Pause.of(BatchFollower.LOOK);
            }
        }
    }

    @Override
    public void approve(ApprovalRequest asked) {
        send(
                asked.unit(),
                "approve",
                Decision.approve(Person.name(), "the demo").boundTo(asked));
    }

    @Override
    public void reject(DemoTable table) {
        send(unit(table), "reject", Decision.deny(Person.name(), "the demo"));
    }

    @Override
    public void rollback(DemoTable table) {
        send(unit(table), "rollback", new Command(Person.name(), "the demo"));
    }

    private RunningMigration running(String unit) {
        return new RunningMigration(session.client(), unit);
    }

    private void send(String unit, String verb, Act act) {
        Answer answer;
        try {
            answer = running(unit).send(verb, act);
        } catch (WorkflowException | NotAnsweredException e) {
            throw Runs.failure(e);
        }
        if (!answer.accepted()) {
            throw new CommandException(ExitCode.FAILED, "%s: %s".formatted(unit, answer.message()));
        }
    }

    @Override
    public void catchUp(DemoTable table, Path root) {
        runs.run(
                ImportTable.class,
                ImportTable.workflowId(alias(table)),
                new ImportTable.Request(
                        TableImports.Import.of(
                                TableRef.at(session.database(), root.toString(), alias(table)), ImportMode.FAST),
                        Optional.empty()),
                TableImports.Imported.class);
    }

    @Override
    public Parity compare(DemoTable table) {
        return runs.run(
                ValidateTable.class,
                "diff/" + alias(table) + "/" + UUID.randomUUID(),
                Validate.heads(TableRef.registered(session.database(), alias(table)), LAG),
                Parity.class);
    }

    @Override
    public List<Long> ratifiedVersions(DemoTable table) {
        CatalogStore catalog = session.catalog();
        TableState state = catalog.tables().find(alias(table)).orElseThrow();
        return catalog.commits().ratifiedFrom(state.tableId(), 0).stream()
                .map(RatifiedVersion::version)
                .toList();
    }
}
