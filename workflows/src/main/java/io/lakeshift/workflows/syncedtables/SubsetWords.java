package io.lakeshift.workflows.syncedtables;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import io.lakeshift.workflows.lifecycle.UnitFacts.Detail;
import io.lakeshift.workflows.syncedtables.SyncedTableSubsets.Looked;
import io.lakeshift.workflows.syncedtables.SyncedTableSubsets.Stage;
import io.lakeshift.workflows.syncedtables.SyncedTableSubsets.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        String giveUp = "lakeshift abort " + SwitchSubset.unit(request.migration());
        List<Finding> findings = new ArrayList<>();
        if (looked.switched()) {
            findings.add(blocker(
                    "SWITCHED_ALREADY", request.application().file() + " reads the synced tables already.", giveUp));
            return findings;
        }
        if (looked.in(Stage.CUT_OVER).isEmpty()) {
            findings.add(blocker(
                    "NOTHING_CUT_OVER",
                    "No table of " + request.migration() + " is cut over, so there is nothing to switch to.",
                    "lakeshift status " + request.migration()));
        }
        for (Unit unit : looked.units()) {
            boolean named = request.without().contains(unit.unit());
            switch (unit.stage()) {
                case CUT_OVER -> {
                    if (named) {
                        findings.add(blocker(
                                "CUT_OVER",
                                unit.unit() + " is cut over, so it is not left out.",
                                giveUp + ", then leave it away"));
                    }
                }
                case GIVEN_UP -> {
                    if (!named) {
                        findings.add(blocker(
                                "NOT_NAMED",
                                unit.unit() + " has ended (" + unit.phase() + ") and is not among what is left out.",
                                giveUp + ", then: " + command(request.migration(), looked.in(Stage.GIVEN_UP))));
                    }
                }
                case ON_ITS_WAY ->
                    findings.add(blocker(
                            named ? "NOT_GIVEN_UP" : "NOT_CUT_OVER",
                            unit.unit() + " is " + unit.phase()
                                    + (named ? ", and only what has ended is left out." : " and not cut over."),
                            (named ? "" : "bring it to its cut over, or leave it out: ") + "lakeshift abort "
                                    + unit.unit()));
                case NOT_BEGUN ->
                    findings.add(blocker(
                            "NOT_BEGUN",
                            unit.unit() + " has not begun, so it may still be cut over.",
                            "start it: lakeshift migrate -f PLAN"));
            }
        }
        return findings;
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
