package io.lakeshift.workflows.setup;

import io.lakeshift.workflows.ActivityProfiles;
import io.lakeshift.workflows.Backoff;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.SearchAttributes;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Way;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.setup.SyncedTableSetUps.Asked;
import io.lakeshift.workflows.setup.SyncedTableSetUps.State;
import io.lakeshift.workflows.setup.SyncedTableSetUps.Surveyed;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Looks at all of it first; makes nothing where anything is wrong; then makes one after the other, each ready before the
 * next stands on it.
 */
public final class SetUpSyncedTablesWorkflow implements SetUpSyncedTables {
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
    private static final Duration RAREST_LOOK = Duration.ofSeconds(30);
    /** A large instance takes some minutes; nothing takes this long and is well. */
    private static final Duration LONGEST = Duration.ofMinutes(60);

    private final SyncedTableSetUps setUps =
            Workflow.newActivityStub(SyncedTableSetUps.class, ActivityProfiles.remoteCall());
    private final SetUpRemovals removals = Workflow.newActivityStub(SetUpRemovals.class, ActivityProfiles.remoteCall());
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> did = new ArrayList<>();
    private String doing = "looking";
    private String waitingFor = "";
    private boolean roleReady;

    @Override
    public Result setUp(Request request) {
        Workflow.upsertTypedSearchAttributes(
                SearchAttributes.KIND.valueSet("set-up"), SearchAttributes.BATCH.valueSet(request.migration()));
        if (request.act() == Act.REMOVE) {
            doing = "removing";
            did.addAll(removals.removeSetUp(new SetUpRemovals.RemoveSetUp(request.migration(), request.lakebase()))
                    .did());
        }
        Result before = survey(request);
        if (request.act() != Act.CREATE || before.blocked()) {
            return before;
        }
        for (Standing standing : before.resources()) {
            if (standing.resource().way() == Way.CREATE) {
                make(request, standing, before.hash());
            }
        }
        return survey(request);
    }

    private Result survey(Request request) {
        List<Resource> resources = request.resources().stream()
                .sorted(Comparator.comparing(Resource::kind))
                .toList();
        Surveyed found = setUps.survey(
                new SyncedTableSetUps.Survey(request.migration(), request.lakebase(), resources, request.sources()));
        if (files.isEmpty()) {
            files.putAll(IamPolicies.before(request.migration(), resources));
        }
        return new Result(
                SetUpWords.hash(resources, request.sources()),
                IntStream.range(0, resources.size())
                        .mapToObj(i -> new Standing(
                                resources.get(i), found.states().get(i), SetUpWords.expectation(resources.get(i))))
                        .toList(),
                found.findings(),
                did,
                files);
    }

    private void make(Request request, Standing standing, String hash) {
        Resource resource = standing.resource();
        State state = standing.state();
        if (resource.kind() == Kind.STORAGE_CREDENTIAL && state == State.ABSENT) {
            waitingFor = SetUpWords.waitingForRole(resource, List.copyOf(files.keySet()), hash);
            Workflow.await(() -> roleReady);
            waitingFor = "";
        }
        doing = "creating " + resource.words();
        Asked asked = setUps.create(new SyncedTableSetUps.Create(request.migration(), request.lakebase(), resource));
        asked.trustPolicy().ifPresent(policy -> files.put(request.migration() + "-trust-policy.json", policy));
        await(request, resource, asked);
        if (state == State.ABSENT) {
            did.add("created " + resource.words());
        }
    }

    private void await(Request request, Resource resource, Asked asked) {
        Instant began = now();
        Backoff wait = new Backoff(FIRST_LOOK, RAREST_LOOK);
        while (true) {
            SyncedTableSetUps.Seen seen = setUps.look(
                    new SyncedTableSetUps.Look(request.migration(), request.lakebase(), resource, asked.operation()));
            if (seen.ready()) {
                return;
            }
            if (Duration.between(began, now()).compareTo(LONGEST) > 0) {
                throw MigrationFailure.SYNC_OVERDUE.asApplicationFailure(
                        SetUpWords.overdue(resource, seen.state(), LONGEST.toMinutes()), null);
            }
            doing = "waiting for " + resource.words() + ", which is " + seen.state();
            Workflow.sleep(wait.next());
        }
    }

    @Override
    public void ready(Ready ready) {
        roleReady = true;
        did.add(ready.by() + " said that the role is ready");
    }

    @Override
    public Progress progress() {
        return new Progress(doing, waitingFor, files);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
