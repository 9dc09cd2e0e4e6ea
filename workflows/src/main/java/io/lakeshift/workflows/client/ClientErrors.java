package io.lakeshift.workflows.client;

import java.time.Duration;

final class ClientErrors {
    private ClientErrors() {}

    static NotAnsweredException notAnswered(String unit, String verb, Duration limit) {
        return new NotAnsweredException(
                ("%s was told to %s, but nothing answered within %d s. Temporal keeps the order, and it is carried out once"
                                + " a worker runs. See whether one does, then: lakeshift explain %s")
                        .formatted(unit, verb, limit.toSeconds(), unit));
    }
}
