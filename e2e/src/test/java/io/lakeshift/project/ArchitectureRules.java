package io.lakeshift.project;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowMethod;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;

/** The arrows between modules and what each may use, for the packages below a base package. */
final class ArchitectureRules {
    private static final Set<String> ASKS_THE_MACHINE = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.Thread.sleep",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone");

    private final String base;

    ArchitectureRules(String base) {
        this.base = base;
    }

    ArchRule catalogIsALibraryOfItsOwn() {
        return noClasses()
                .that()
                .resideInAPackage(in("catalog"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(
                        modules("deltasql", "workflows", "activities", "worker", "cli", "bench"),
                        "io.temporal..",
                        "io.dropwizard..",
                        "picocli.."));
    }

    ArchRule deltasqlStandsOnTheCatalogOnly() {
        return noClasses()
                .that()
                .resideInAPackage(in("deltasql"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(
                        modules("workflows", "activities", "worker", "cli", "bench"),
                        "io.temporal..",
                        "io.dropwizard..",
                        "picocli.."));
    }

    /** slf4j because Temporal's workflow logger is one. */
    ArchRule workflowsUseNothingButTemporalAndJackson() {
        return classes()
                .that()
                .resideInAPackage(in("workflows"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        in("workflows"),
                        "java..",
                        "io.temporal..",
                        "com.fasterxml.jackson..",
                        "org.jspecify..",
                        "org.slf4j");
    }

    ArchRule activitiesKnowNoWorkerAndNoCli() {
        return noClasses()
                .that()
                .resideInAPackage(in("activities"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(modules("worker", "cli", "bench"), "io.dropwizard..", "picocli.."));
    }

    ArchRule theWorkerKnowsNoCli() {
        return noClasses()
                .that()
                .resideInAPackage(in("worker"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(with(modules("cli", "bench"), "picocli.."));
    }

    /** It is another process, never on a class path of ours. */
    ArchRule nothingKnowsTheSandbox() {
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .and()
                .resideOutsideOfPackage(in("sandbox"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("sandbox"));
    }

    ArchRule deltaKernelStaysBehindOnePackage() {
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .and()
                .resideOutsideOfPackages(in("catalog.kernel"), in("deltasql"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.delta..");
    }

    ArchRule sqlStaysBehindTheCatalogStoreLedgerAndAudit() {
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .and()
                .resideOutsideOfPackages(
                        in("catalog.postgres"),
                        in("activities.ledger"),
                        in("activities.audit"),
                        in("activities.lakebase"),
                        in("bench"),
                        in("sandbox"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.jdbi..", "org.postgresql..", "org.flywaydb..");
    }

    /** The client package is for programs outside a workflow, and is never replayed: no workflow may know it. */
    ArchRule workflowsNeverAskTheMachine() {
        return noClasses()
                .that()
                .resideInAPackage(in("workflows"))
                .and()
                .resideOutsideOfPackage(in("workflows.client"))
                .should()
                .accessTargetWhere(asksTheMachine())
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..", "java.net..", "java.util.concurrent", "java.util.concurrent.locks")
                .because("a replay must decide as the first run did");
    }

    ArchRule messagesAreOneRecord() {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(ActivityInterface.class)
                .or()
                .areAnnotatedWith(WorkflowMethod.class)
                .or()
                .areAnnotatedWith(UpdateMethod.class)
                .or()
                .areAnnotatedWith(SignalMethod.class)
                .should(takeExactlyOneRecord())
                .because("a record can grow a member; the Web UI sends exactly one payload");
    }

    ArchRule activityImplementationsHoldNoState() {
        return fields().that()
                .areDeclaredInClassesThat()
                .haveSimpleNameEndingWith("ActivitiesImpl")
                .should()
                .beFinal()
                .because("one instance serves every task of a worker at once");
    }

    ArchRule theDatabricksSdkStaysBehindOnePackage() {
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .and()
                .resideOutsideOfPackage(in("activities.databricks.sdk"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.databricks..");
    }

    /** Whatever the module: a kind is one room in each. */
    ArchRule kindsDoNotKnowOneAnother() {
        return slices().matching(base + "..kinds.(*)..").should().notDependOnEachOther();
    }

    /** The batch still names one kind's modes; the command line is next. */
    ArchRule onlyRegistriesNameKinds() {
        return noClasses()
                .that()
                .resideInAnyPackage(modules("workflows", "activities", "worker"))
                .and()
                .resideOutsideOfPackages(
                        base + "..kinds..", base + "..registry..", in("workflows.batch"), base + ".worker.testing..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(base + "..kinds..");
    }

    ArchRule onlyTheCliPrints() {
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .and()
                .resideOutsideOfPackages(in("cli"), in("bench"), in("sandbox"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err");
    }

    private static DescribedPredicate<JavaAccess<?>> asksTheMachine() {
        return new DescribedPredicate<>("is a clock, a random number, a sleep or the environment") {
            @Override
            public boolean test(JavaAccess<?> access) {
                String owner = access.getTargetOwner().getFullName();
                String member = access.getTarget().getName();
                return ASKS_THE_MACHINE.contains(owner + "." + member)
                        || (owner.startsWith("java.time.") && member.equals("now"))
                        || access.getTargetOwner().isAssignableTo(Random.class)
                        || owner.startsWith("java.io.File");
            }
        };
    }

    private static ArchCondition<JavaMethod> takeExactlyOneRecord() {
        return new ArchCondition<>("take exactly one record") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean one = method.getRawParameterTypes().size() == 1
                        && method.getRawParameterTypes().get(0).isRecord();
                events.add(new SimpleConditionEvent(
                        method, one, method.getFullName() + " should take exactly one record"));
            }
        };
    }

    private String in(String module) {
        return base + "." + module + "..";
    }

    private String[] modules(String... names) {
        return Arrays.stream(names).map(this::in).toArray(String[]::new);
    }

    private static String[] with(String[] packages, String... more) {
        String[] all = Arrays.copyOf(packages, packages.length + more.length);
        System.arraycopy(more, 0, all, packages.length, more.length);
        return all;
    }
}
