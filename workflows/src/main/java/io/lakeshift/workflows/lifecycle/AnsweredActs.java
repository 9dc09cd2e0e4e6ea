package io.lakeshift.workflows.lifecycle;

import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The acts of this run that have an id, with their answers. An Update that the service is slow to deliver is followed by
 * a Signal, and then both arrive, at once or one long after the other.
 */
final class AnsweredActs {
    private final Map<String, CompletablePromise<Answer>> answers = new HashMap<>();

    /** The first time: does it. Every other time: waits for the first to be done and gives its answer. */
    Answer once(Act act, Supplier<Answer> work) {
        if (act.id().isEmpty()) {
            return work.get();
        }
        CompletablePromise<Answer> first = answers.get(act.id().get());
        if (first != null) {
            return first.get();
        }
        CompletablePromise<Answer> answer = Workflow.newPromise();
        answers.put(act.id().get(), answer);
        try {
            answer.complete(work.get());
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
        return answer.get();
    }

    Optional<Answer> answer(String id) {
        return Optional.ofNullable(answers.get(id))
                .filter(CompletablePromise::isCompleted)
                .map(CompletablePromise::get);
    }
}
