package io.lakeshift.workflows.kinds.sqldelta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.ExitCodes;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.testing.TestingDiscovery;
import io.lakeshift.workflows.testing.TestingStack;
import io.lakeshift.workflows.testing.TestingTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerbsTest {
    private static final TableRef SALES = TableRef.at(ConnectionName.DEFAULT, "/data/sales", "sales");

    private final TestingTable table = new TestingTable();
    private final TestingStack stack = new TestingStack(table, new TestingDiscovery());

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void importsATable() {
        // When
        TableImports.Imported imported = stack.stub(ImportTable.class, "import/sales")
                .importTable(new ImportTable.Request(TableImports.Import.of(SALES, ImportMode.FAST), Optional.empty()));

        // Then
        assertThat(imported)
                .isEqualTo(new TableImports.Imported(
                        Optional.of("table-id"), "sales", 4, 5, 10, 10, 0, 0.1, OptionalLong.empty()));
    }

    @Test
    void anImportThatCannotHealEndsAtOnceWithItsOwnWords() {
        // Given
        table.failNext("import", MigrationFailure.NO_LOG_FILES, "No checkpoint or JSON files found");

        // When
        Throwable thrown = catchThrowable(() -> stack.stub(ImportTable.class, "import/sales")
                .importTable(
                        new ImportTable.Request(TableImports.Import.of(SALES, ImportMode.FAST), Optional.empty())));

        // Then
        var failure = MigrationFailure.applicationFailureIn(thrown).orElseThrow();
        assertThat(failure.getType()).isEqualTo("NO_LOG_FILES");
        assertThat(failure.getOriginalMessage()).isEqualTo("No checkpoint or JSON files found");
        assertThat(table.calls("import")).isEqualTo(1);
    }

    @Test
    void whatValidationFindsIsItsResultAndItsExitCode() {
        // Given
        table.drift(true);

        // When
        TableValidations.Parity parity = stack.stub(ValidateTable.class, "validate/sales")
                .validate(TableValidations.Validate.heads(SALES, Duration.ofSeconds(5)));

        // Then
        assertThat(parity.status().exitCode()).isEqualTo(ExitCodes.DRIFT);
    }

    @Test
    void aTableWhoseAssessmentFailsHidesNoOther() {
        // Given
        table.failNext("assess", MigrationFailure.LOG_CORRUPT, "line 2 is not JSON.");

        // When
        AssessTables.Result result = stack.stub(AssessTables.class, "assess")
                .assess(new AssessTables.Request(
                        List.of(
                                new TableAssessments.Assess(SALES, ImportMode.FAST),
                                new TableAssessments.Assess(
                                        TableRef.at(ConnectionName.DEFAULT, "/data/b", "b"), ImportMode.FAST)),
                        1));

        // Then
        assertThat(result.blocked()).isTrue();
        assertThat(result.tables())
                .extracting(TableAssessments.Assessment::blocked)
                .containsExactly(true, false);
        assertThat(result.tables().get(0).findings())
                .extracting(Finding::code, Finding::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("LOG_CORRUPT", "line 2 is not JSON."));
    }

    @Test
    void theSamePlanHasTheSameHashUntilAFactChangesIt() {
        // Given
        PlanMigration.Request request = new PlanMigration.Request(
                "sales-to-sql",
                List.of(new SqlDeltaPlanSpec(
                        ConnectionName.DEFAULT, "/data/sales", "sales", ImportMode.FAST, FenceMode.FEATURE)),
                Policy.DEFAULT,
                4);

        // When
        PlanMigration.Plan first = stack.stub(PlanMigration.class, "plan/1").plan(request);
        table.commitToLog();
        PlanMigration.Plan afterACommit =
                stack.stub(PlanMigration.class, "plan/2").plan(request);
        table.changeFacts("a deletion vector feature");
        PlanMigration.Plan afterAChange =
                stack.stub(PlanMigration.class, "plan/3").plan(request);

        // Then
        assertThat(afterACommit.planHash()).isEqualTo(first.planHash()).hasSize(64);
        assertThat(afterAChange.planHash()).isNotEqualTo(first.planHash());
        assertThat(first.units().get(0).steps())
                .containsExactly(
                        "import the log of /data/sales (from the newest checkpoint on) as sales",
                        "prove by an independent reader that catalog and log are equal",
                        "wait for 1 approval",
                        "commit the fence and hand the commits to SQL",
                        "publish, and prove that a file writer is refused and both sides are equal",
                        "watch for PT24H, in which one command rolls back");
    }

    @Test
    void discoversPageByPage() {
        // Given
        TableDiscovery.Discover first =
                new TableDiscovery.Discover("/data", true, List.of("_tmp"), Optional.empty(), 1);

        // When
        TableDiscovery.Page page =
                stack.stub(DiscoverTables.class, "discover/1").discover(first);

        // Then
        assertThat(page.tables()).extracting(TableDiscovery.Found::alias).containsExactly("a");
        assertThat(page.next()).contains("/data/a");
    }
}
