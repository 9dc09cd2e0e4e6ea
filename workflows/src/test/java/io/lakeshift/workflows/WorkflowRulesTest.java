package io.lakeshift.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.lakeshift.workflows.registry.WorkflowRegistry;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps workflow code replayable and payloads readable. */
class WorkflowRulesTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lakeshift.workflows");

    @Test
    void nothingReadsAClockRollsDiceOrTouchesTheWorld() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lakeshift.workflows.client")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.ZonedDateTime.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "java.nio.file..", "java.net..", "java.util.concurrent.locks..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .check(MAIN);
    }

    @Test
    void nothingForWorkflowsKnowsTheirClients() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lakeshift.workflows.client")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lakeshift.workflows.client")
                .check(MAIN);
    }

    @Test
    void packagesDoNotGoInCircles() {
        slices().matching("io.lakeshift.workflows.(*)..")
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    @Test
    void thePartsOfALifeCycleStayBehindIt() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Gate")
                .or()
                .haveSimpleNameEndingWith("Desk")
                .or()
                .haveSimpleNameEndingWith("Board")
                .should()
                .bePackagePrivate()
                .check(MAIN);
    }

    static Stream<Method> ports() {
        return Arrays.stream(TaskQueues.values())
                .map(WorkflowRegistry::activities)
                .flatMap(List::stream)
                .flatMap(port -> Arrays.stream(port.getMethods()));
    }

    @ParameterizedTest
    @MethodSource("ports")
    void anActivityTakesOneRecordAndReturnsOne(Method method) {
        assertThat(method.getDeclaringClass()).hasAnnotation(ActivityInterface.class);
        assertThat(method.getParameterTypes()).hasSize(1).allMatch(Class::isRecord);
        assertThat(method.getReturnType()).matches(Class::isRecord);
    }

    @ParameterizedTest
    @MethodSource("io.lakeshift.workflows.registry.WorkflowRegistry#workflows")
    void aWorkflowTakesOneRecordAndReturnsOne(Class<?> implementation) {
        List<Method> methods = Arrays.stream(implementation.getInterfaces())
                .filter(type -> type.isAnnotationPresent(WorkflowInterface.class))
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> method.isAnnotationPresent(WorkflowMethod.class))
                .toList();
        assertThat(methods).singleElement().satisfies(method -> {
            assertThat(method.getParameterTypes()).hasSize(1).allMatch(Class::isRecord);
            assertThat(method.getReturnType()).matches(Class::isRecord);
        });
    }

    @Test
    void everyActivityPortBelongsToExactlyOneQueue() {
        assertThat(Arrays.stream(TaskQueues.values())
                        .map(WorkflowRegistry::activities)
                        .flatMap(List::stream))
                .doesNotHaveDuplicates();
        assertThat(MAIN.stream()
                        .filter(type -> type.isAnnotatedWith(ActivityInterface.class))
                        .map(type -> type.reflect().getName()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(TaskQueues.values())
                        .map(WorkflowRegistry::activities)
                        .flatMap(List::stream)
                        .map(Class::getName)
                        .toList());
    }
}
