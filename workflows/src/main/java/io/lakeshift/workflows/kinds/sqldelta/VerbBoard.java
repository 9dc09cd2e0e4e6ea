package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.SearchAttributes;
import io.temporal.workflow.Workflow;

/** Shows a workflow without a plan where Temporal users look. For workflow code. */
final class VerbBoard {
    private VerbBoard() {}

    static void started(String verb, String about, Phase phase) {
        Workflow.upsertTypedSearchAttributes(
                SearchAttributes.KIND.valueSet(verb),
                SearchAttributes.TABLE.valueSet(about),
                SearchAttributes.PHASE.valueSet(phase.name()));
        Workflow.setCurrentDetails("### " + verb + " " + about);
    }

    static void ended(String verb, String about, String outcome) {
        Workflow.upsertTypedSearchAttributes(SearchAttributes.PHASE.valueSet(Phase.COMPLETED.name()));
        Workflow.setCurrentDetails("### " + verb + " " + about + "\n\n" + outcome);
    }

    static String nameOf(TableRef table) {
        return table.alias().or(table::path).orElseThrow();
    }
}
