package io.lakeshift.workflows;

/** Which work waits for which workers. Every activity interface belongs to exactly one queue. */
public enum TaskQueues {
    /** All workflows, and the short activities: ledger, audit, assessment, heads, fence. */
    LIFECYCLE("lakeshift"),
    /** Imports and validations: few at a time, as memory and storage bear. */
    COPY("lakeshift-copy"),
    /** The publish loops: long, mostly idle, never behind other work. */
    PUBLISH("lakeshift-publish");

    private final String queueName;

    TaskQueues(String queueName) {
        this.queueName = queueName;
    }

    /** The task queue's name in Temporal. */
    public String queueName() {
        return queueName;
    }
}
