package io.lakeshift.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.lakeshift");
    private static final JavaClasses BAD = new ClassFileImporter().importPackages("io.lakeshift.project.fixtures");

    /** Each rule with the class among the fixtures that breaks it. */
    @SuppressWarnings("ImmutableEnumChecker")
    enum Rule {
        CATALOG(ArchitectureRules::catalogIsALibraryOfItsOwn, "catalog.load.KnowsTemporal"),
        DELTASQL(ArchitectureRules::deltasqlStandsOnTheCatalogOnly, "deltasql.KnowsWorkflows"),
        WORKFLOWS(ArchitectureRules::workflowsUseNothingButTemporalAndJackson, "workflows.KnowsTheCatalog"),
        ACTIVITIES(ArchitectureRules::activitiesKnowNoWorkerAndNoCli, "activities.KnowsTheCli"),
        WORKER(ArchitectureRules::theWorkerKnowsNoCli, "worker.KnowsTheCli"),
        SANDBOX(ArchitectureRules::nothingKnowsTheSandbox, "worker.KnowsTheSandbox"),
        DELTA_KERNEL(ArchitectureRules::deltaKernelStaysBehindOnePackage, "catalog.load.ReadsWithKernel"),
        SQL(ArchitectureRules::sqlStaysBehindTheCatalogStoreLedgerAndAudit, "catalog.load.KnowsSql"),
        DETERMINISM(ArchitectureRules::workflowsNeverAskTheMachine, "workflows.AsksTheClock"),
        ONE_RECORD(ArchitectureRules::messagesAreOneRecord, "workflows.TwoArguments"),
        STATELESS(ArchitectureRules::activityImplementationsHoldNoState, "activities.CountingActivitiesImpl"),
        DATABRICKS(ArchitectureRules::theDatabricksSdkStaysBehindOnePackage, "worker.KnowsDatabricks"),
        KINDS(ArchitectureRules::kindsDoNotKnowOneAnother, "workflows.kinds.syncedtables.KnowsTheOtherKind"),
        REGISTRIES(ArchitectureRules::onlyRegistriesNameKinds, "workflows.lifecycle.NamesAKind"),
        PRINTING(ArchitectureRules::onlyTheCliPrints, "activities.CountingActivitiesImpl");

        final Function<ArchitectureRules, ArchRule> rule;
        final String offender;

        Rule(Function<ArchitectureRules, ArchRule> rule, String offender) {
            this.rule = rule;
            this.offender = offender;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCodeKeepsTheRule(Rule rule) {
        assertThatCode(() -> rule.rule
                        .apply(new ArchitectureRules("io.lakeshift"))
                        .allowEmptyShould(true)
                        .check(PRODUCTION))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void badCodeBreaksTheRule(Rule rule) {
        assertThatThrownBy(() -> rule.rule
                        .apply(new ArchitectureRules("io.lakeshift.project.fixtures"))
                        .check(BAD))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.lakeshift.project.fixtures." + rule.offender);
    }

    @Test
    void everyPackageSaysThatItIsNullMarked() {
        // Given
        Set<String> packages =
                PRODUCTION.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        // Then
        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(Class.forName(name + ".package-info")).hasAnnotation(NullMarked.class));
    }
}
