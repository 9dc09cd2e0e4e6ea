package io.lakeshift.workflows.setup;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.TableName;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Optional;

/** Port: what synced tables stand on. Queue LIFECYCLE. */
@ActivityInterface(namePrefix = "SetUpSynced")
public interface SyncedTableSetUps {
    /** Looks at everything, and changes nothing. */
    Surveyed survey(Survey request);

    /**
     * Asks for one resource. What this migration has made already is not asked for again, also after a lost answer; what
     * somebody else has made fails with {@code EXISTS_DIFFERENTLY} and is left alone. A cloud that does not let Databricks
     * in yet is tried again some times, because its permissions take a while to spread.
     */
    Asked create(Create request);

    /** One look at a resource that was asked for. An operation that has failed fails the call with what it said. */
    Seen look(Look request);

    record Survey(String migration, Lakebase lakebase, List<Resource> resources, List<TableName> sources) {
        public Survey {
            resources = List.copyOf(resources);
            sources = List.copyOf(sources);
        }
    }

    /** @param states of the resources, in their order */
    record Surveyed(List<State> states, List<Finding> findings) {
        public Surveyed {
            states = List.copyOf(states);
            findings = List.copyOf(findings);
        }
    }

    enum State {
        ABSENT,
        /** There, by somebody else. */
        THERE,
        /** There, by this migration. */
        MADE
    }

    record Create(String migration, Lakebase lakebase, Resource resource) {}

    /**
     * @param operation that makes it, where there is one
     * @param trustPolicy what the role must trust from now on, for a storage credential
     */
    record Asked(Optional<String> operation, Optional<String> trustPolicy) {}

    record Look(String migration, Lakebase lakebase, Resource resource, Optional<String> operation) {}

    /** @param state as Databricks names it */
    record Seen(boolean ready, String state) {}
}
