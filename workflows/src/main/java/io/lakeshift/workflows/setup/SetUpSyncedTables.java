package io.lakeshift.workflows.setup;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.setup.SyncedTableSetUps.State;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.Map;

/**
 * Sets up what the tables of one plan stand on, before any of them begins: storage credential, external location,
 * catalog, schema, Lakebase. Runs as often as one likes; what it has made it does not make again. A rollback of the
 * migration takes away what was made, with its last table.
 */
@WorkflowInterface
public interface SetUpSyncedTables {
    @WorkflowMethod
    Result setUp(Request request);

    /** Somebody has made the cloud's role as the policies say. */
    @SignalMethod
    void ready(Ready ready);

    @QueryMethod
    Progress progress();

    /** One per migration. Of the form of a unit, so that the ledger counts what it makes to the migration. */
    static String workflowId(String migration) {
        return migration + "/set-up";
    }

    enum Act {
        /** Only look, and say what would be made. */
        SURVEY,
        CREATE,
        /** Take away what was made, for a migration none of whose tables stands. */
        REMOVE
    }

    /** @param sources of the plan's tables, which must be there unless they are in a catalog that is made */
    record Request(String migration, Act act, Lakebase lakebase, List<Resource> resources, List<TableName> sources) {
        public Request {
            resources = List.copyOf(resources);
            sources = List.copyOf(sources);
        }
    }

    record Ready(String by) {}

    /**
     * @param files policies to be put into the cloud by somebody who may, by file name
     * @param waitingFor what a person has to do now; empty while nobody has to
     */
    record Progress(String doing, String waitingFor, Map<String, String> files) {
        public Progress {
            files = Map.copyOf(files);
        }
    }

    /**
     * @param hash over what is asked for, whatever is there already
     * @param files as in {@link Progress}
     * @param did what was made, or removed or left, in order
     */
    record Result(
            String hash,
            List<Standing> resources,
            List<Finding> findings,
            List<String> did,
            Map<String, String> files) {
        public Result {
            resources = List.copyOf(resources);
            findings = List.copyOf(findings);
            did = List.copyOf(did);
            files = Map.copyOf(files);
        }

        public boolean blocked() {
            return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.BLOCKER);
        }

        /** What is to be made and is not there yet. */
        public List<Resource> missing() {
            return resources.stream()
                    .filter(it -> it.state() == State.ABSENT && it.resource().way() == Resource.Way.CREATE)
                    .map(Standing::resource)
                    .toList();
        }
    }

    /** @param expectation how long it takes and what it costs, for people */
    record Standing(Resource resource, State state, String expectation) {}
}
