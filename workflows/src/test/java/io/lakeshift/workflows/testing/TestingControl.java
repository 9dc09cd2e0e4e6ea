package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.client.RunningMigration;
import io.lakeshift.workflows.lifecycle.Act;
import io.lakeshift.workflows.lifecycle.Answer;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Progress;
import io.temporal.client.WorkflowClient;

/** The acts by name, sent the way the program sends them. */
public final class TestingControl {
    private final RunningMigration migration;

    public TestingControl(WorkflowClient client, String unit) {
        this.migration = new RunningMigration(client, unit);
    }

    public Progress progress() {
        return migration.progress();
    }

    public Answer approve(Decision decision) {
        return send("approve", decision);
    }

    public Answer reject(Decision decision) {
        return send("reject", decision);
    }

    public Answer pause(Command command) {
        return send("pause", command);
    }

    public Answer resume(Command command) {
        return send("resume", command);
    }

    public Answer retry(Command command) {
        return send("retry", command);
    }

    public Answer abort(Command command) {
        return send("abort", command);
    }

    public Answer rollback(Command command) {
        return send("rollback", command);
    }

    private Answer send(String verb, Act act) {
        return migration.send(verb, act);
    }
}
