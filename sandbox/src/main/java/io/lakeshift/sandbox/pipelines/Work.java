package io.lakeshift.sandbox.pipelines;

/** What a pipeline does in an update. */
@FunctionalInterface
public interface Work {
    /** Returns when the update is complete or was asked to stop. */
    void run(Update update) throws UpdateFailed;

    /** After an update has ended, whichever way. */
    default void ended(Pipeline pipeline) {}

    /** A pipeline of someone else's libraries: it has nothing to run here. */
    Work NOTHING = update -> {};

    /** The same, running until it is stopped. */
    Work CONTINUOUS_NOTHING = update -> {
        try {
            update.awaitStop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    };
}
