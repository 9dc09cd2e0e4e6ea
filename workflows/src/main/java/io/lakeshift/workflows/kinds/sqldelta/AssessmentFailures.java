package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Turns an assessment that failed into one that says so. For workflow code. */
public final class AssessmentFailures {
    private AssessmentFailures() {}

    public static TableAssessments.Assessment blockerInstead(TableAssessments port, TableAssessments.Assess request) {
        try {
            return port.assess(request);
        } catch (ActivityFailure e) {
            MigrationFailure failure = MigrationFailure.in(e);
            if (e.getCause() instanceof CanceledFailure || isAboutAllTables(failure)) {
                throw e;
            }
            String message = MigrationFailure.applicationFailureIn(e)
                    .map(found -> found.getOriginalMessage())
                    .orElse("The assessment did not finish in time.");
            Finding blocker =
                    new Finding(failure.name(), Finding.Severity.BLOCKER, message, Optional.empty(), Optional.empty());
            return new TableAssessments.Assessment(
                    request.table().path().orElse(""),
                    VerbBoard.nameOf(request.table()),
                    OptionalLong.empty(),
                    Optional.empty(),
                    new TableAssessments.Size(-1, -1, -1, -1),
                    List.of(),
                    List.of(),
                    new TableAssessments.Estimate(0, 0, 0),
                    failure.name(),
                    List.of(blocker));
        }
    }

    private static boolean isAboutAllTables(MigrationFailure failure) {
        return switch (failure) {
            case DATABASE_UNREACHABLE, DATABASE_REFUSED, DATABASE_SCHEMA_NEWER, DATABASE_UNSUPPORTED -> true;
            default -> false;
        };
    }
}
