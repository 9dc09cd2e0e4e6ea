package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSubsets.Looked;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSubsets.Stage;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSubsets.Unit;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import io.lakeshift.workflows.lifecycle.UnitFacts.Detail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of an application that waits for tables, or is switched without some. */
final class SubsetWords {
    private static final String EVIDENCE = "the ledger";

    private SubsetWords() {}

    /** The state of an application, as one of its tables tells it. */
    static String application(String migration, Looked looked) {
        List<String> waiting = looked.units().stream()
                .filter(unit -> unit.stage() != Stage.CUT_OVER)
                .map(Unit::unit)
                .toList();
        List<String> givenUp = looked.in(Stage.GIVEN_UP);
        if (looked.switched()) {
            return "switched";
        }
        if (waiting.isEmpty()) {
            return "not switched";
        }
        String others = application(waiting);
        if (givenUp.isEmpty()) {
            return others;
        }
        return others + "; given up: " + String.join(", ", givenUp) + "; to switch without"
                + (givenUp.size() == waiting.size() ? "" : ", once the others are there") + ": "
                + command(migration, givenUp);
    }

    static String application(List<String> waitingFor) {
        return waitingFor.isEmpty() ? "switched" : "switched once these are cut over: " + String.join(", ", waitingFor);
    }

    /** Why the application cannot be switched like this, each with the next command. */
    static List<Finding> findings(SwitchSubset.Request request, Looked looked) {
        List<Finding> findings = new ArrayList<>();
        if (looked.switched()) {
            findings.add(blocker(
                    "SWITCHED_ALREADY",
                    request.application().file() + " reads the synced tables already.",
                    giveUp(request)));
            return findings;
        }
        if (looked.in(Stage.CUT_OVER).isEmpty()) {
            findings.add(blocker(
                    "NOTHING_CUT_OVER",
                    "No table of " + request.migration() + " is cut over, so there is nothing to switch to.",
                    "lakeshift status " + request.migration()));
        }
        looked.units().stream()
                .flatMap(unit -> inTheWay(request, looked, unit).stream())
                .forEach(findings::add);
        return findings;
    }

    private static Optional<Finding> inTheWay(SwitchSubset.Request request, Looked looked, Unit unit) {
        String name = unit.unit();
        String giveUp = giveUp(request);
        boolean named = request.without().contains(name);
        return switch (unit.stage()) {
            case CUT_OVER ->
                Optional.of(blocker(
                                "CUT_OVER",
                                name + " is cut over, so it is not left out.",
                                giveUp + ", then leave it away"))
                        .filter(finding -> named);
            case GIVEN_UP ->
                Optional.of(blocker(
                                "NOT_NAMED",
                                name + " has ended (" + unit.phase() + ") and is not among what is left out.",
                                giveUp + ", then: " + command(request.migration(), looked.in(Stage.GIVEN_UP))))
                        .filter(finding -> !named);
            case ON_ITS_WAY ->
                Optional.of(
                        named
                                ? blocker(
                                        "NOT_GIVEN_UP",
                                        name + " is " + unit.phase() + ", and only what has ended is left out.",
                                        "lakeshift abort " + name)
                                : blocker(
                                        "NOT_CUT_OVER",
                                        name + " is " + unit.phase() + " and not cut over.",
                                        "bring it to its cut over, or leave it out: lakeshift abort " + name));
            case NOT_BEGUN ->
                Optional.of(blocker(
                        "NOT_BEGUN",
                        name + " has not begun, so it may still be cut over.",
                        "start it: lakeshift migrate -f PLAN"));
        };
    }

    private static String giveUp(SwitchSubset.Request request) {
        return "lakeshift abort " + SwitchSubset.unit(request.migration());
    }

    static String noLonger(Finding finding) {
        return "What was to be switched is no longer so: " + finding.message()
                + finding.remedy().map(remedy -> " To fix it: " + remedy).orElse("");
    }

    static UnitFacts facts(UnitFacts facts, SwitchSubset.Request request, Looked looked) {
        Map<String, String> details = new LinkedHashMap<>();
        facts.details().forEach(detail -> details.put(detail.name(), detail.value()));
        Map<String, String> phases = looked.units().stream().collect(Collectors.toMap(Unit::unit, Unit::phase));
        List<String> cutOver = looked.in(Stage.CUT_OVER);
        details.put("file", request.application().file());
        details.put("application", looked.switched() ? "switched" : "as it was");
        details.put("cut over", String.join(", ", cutOver));
        details.put(
                "left out",
                request.without().stream()
                        .map(unit -> unit + " (" + phases.getOrDefault(unit, "unknown") + ")")
                        .collect(Collectors.joining(", ")));
        return facts.withHeads(cutOver.size(), cutOver.size(), -1)
                .withDetails(details.entrySet().stream()
                        .map(entry -> new Detail(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static Finding blocker(String code, String message, String remedy) {
        return Finding.blocker(code, message, EVIDENCE, remedy + ".");
    }

    private static String command(String migration, List<String> units) {
        return "lakeshift switch " + migration
                + units.stream()
                        .map(unit -> " --without " + unit.substring(unit.indexOf('/') + 1))
                        .collect(Collectors.joining());
    }
}
