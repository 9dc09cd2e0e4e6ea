package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a kind of migration supplies; the {@link LifeCycle} decides when. Runs in workflow code. Every method may be
 * called again, in this run or in one that takes the unit up, and then recognises what is finished. What fails finally
 * is thrown as Temporal's activity failure; what was found to be wrong is returned as {@link Trouble}.
 */
public interface MigrationPhases {
    /** Looks without changing anything. */
    Assessed assess();

    /** The plan is safe only while writers are stopped, so a person has to say that they are. */
    boolean reliesOnFrozenWriters();

    /**
     * Brings over what is there. Cancelled, it stops at the next durable point.
     *
     * @param seen shows numbers on the way; told between two looks, it may end the import there like a cancel
     */
    UnitFacts importData(UnitFacts facts, Consumer<UnitFacts> seen);

    /** Catches up, then proves both sides equal at one head. */
    Validated validate(UnitFacts facts);

    /** Where the source's head stands now; with {@code settled}, once it has stood still for a quiet period. */
    UnitFacts readHead(UnitFacts facts, boolean settled);

    /**
     * Hands over, and proves that it worked. A source that has moved from {@code approved} before anything was changed
     * ends in an activity failure {@code COMMIT_CONFLICT}.
     */
    Checked cutOver(UnitFacts facts, Validation approved);

    /** One look after the cut over. */
    Checked watch(UnitFacts facts);

    /** Hands back, keeping every write. Also from the middle of a cut over. */
    Checked rollBack(UnitFacts facts);

    /**
     * One look whether what a person has to put right is right; empty where this kind cannot see that by itself.
     *
     * @param failure why the migration needs a person
     */
    default Optional<Boolean> isMended(MigrationFailure failure) {
        return Optional.empty();
    }

    /** @param planHash over what was asked and the facts that change what will be done */
    record Assessed(List<Finding> findings, String planHash, Optional<Long> importSeconds, UnitFacts facts) {
        public Assessed {
            findings = List.copyOf(findings);
        }

        Optional<Finding> blocker() {
            return findings.stream()
                    .filter(finding -> finding.severity() == Finding.Severity.BLOCKER)
                    .findFirst();
        }
    }

    /** Exactly one of {@code validation} and {@code trouble} is present. */
    record Validated(UnitFacts facts, Optional<Validation> validation, Optional<Trouble> trouble) {}

    /** @param trouble present where a person has to look */
    record Checked(UnitFacts facts, Optional<Trouble> trouble) {
        public static Checked fine(UnitFacts facts) {
            return new Checked(facts, Optional.empty());
        }

        public static Checked trouble(UnitFacts facts, MigrationFailure failure, String message) {
            return new Checked(facts, Optional.of(new Trouble(failure, message)));
        }
    }

    record Trouble(MigrationFailure failure, String message) {}
}
