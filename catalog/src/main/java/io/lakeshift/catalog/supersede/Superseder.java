package io.lakeshift.catalog.supersede;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.commit.CommitErrors;
import io.lakeshift.catalog.commit.CommitLines;
import io.lakeshift.catalog.commit.CommitRequest;
import io.lakeshift.catalog.commit.FenceRestore;
import io.lakeshift.catalog.commit.Ratifier;
import io.lakeshift.catalog.commit.ShapeRules;
import io.lakeshift.catalog.fence.Fence;
import io.lakeshift.catalog.fence.FenceMode;
import io.lakeshift.catalog.fence.RaiseFence;
import io.lakeshift.catalog.fence.TableShape;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.TableHead;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Leads a SQL-backed table out of a head that readers refuse. It guarantees:
 *
 * <ol>
 *   <li>nothing that was ratified is taken back: a newer version restores an earlier one, and history keeps both. Readers
 *       follow the newest protocol and metaData;
 *   <li>what was written by the versions in between is no longer in the table's state, neither files nor the transactions
 *       by which applications know what they have written; the data files stay where they are;
 *   <li>the new version is judged and ratified like any other, so another writer that is faster is superseded, too;
 *   <li>a table that is already as it should be is left alone, so a call may be killed anywhere and repeated.
 * </ol>
 */
public final class Superseder {
    private static final String IN_COMMIT_TIMESTAMPS = "delta.enableInCommitTimestamps";
    private static final int ATTEMPTS = 20;

    private final CatalogStore store;
    private final Clock clock;
    private final TableShape shape;

    public Superseder(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.shape = new TableShape(store.rows());
    }

    private record Step(Superseded outcome, CommitBody body) {}

    /**
     * What {@link #supersede} would do now. Changes nothing.
     *
     * @throws CatalogException TABLE_UNKNOWN, NOT_SQL_BACKED where the log decides, VERSION_MISSING where no version can be
     *     restored
     */
    public Superseded plan(SupersedeRequest request) {
        return step(request).outcome();
    }

    /**
     * Ratifies the version that restores. On a table that is being handed back, ratifying goes on for that one commit.
     *
     * @throws CatalogException as {@link #plan}, and as {@link Ratifier#ratify}
     */
    public Superseded supersede(SupersedeRequest request) {
        Superseded planned = plan(request);
        UUID tableId = request.tableId();
        if (!planned.needed() || store.commits().head(tableId).authority() != Authority.DRAINING) {
            return planned.needed() ? ratify(request) : planned;
        }
        new Fence(store).raise(new RaiseFence(tableId, OptionalLong.empty(), FenceMode.FEATURE, request.reason()));
        try {
            return ratify(request);
        } finally {
            store.commits().startDraining(tableId);
        }
    }

    private Superseded ratify(SupersedeRequest request) {
        for (int attempt = 1; ; attempt++) {
            Step step = step(request);
            if (!step.outcome().needed()) {
                return step.outcome();
            }
            long version = step.outcome().head() + 1;
            try {
                new Ratifier(store.commits()).ratify(new CommitRequest(request.tableId(), version, step.body()));
                return step.outcome().ratifiedAs(version);
            } catch (CatalogException e) {
                if (e.error() != CatalogError.COMMIT_CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Step step(SupersedeRequest request) {
        TableHead head = store.commits().head(request.tableId());
        if (head.authority() == Authority.FILES) {
            throw CommitErrors.notSqlBacked(head.alias(), head.authority());
        }
        long restored = target(request, head);
        Instant now = clock.instant();
        Restoration restoration =
                Restoration.compute(store.rows(), head.tableId(), head.currentVersion(), restored, now);
        FenceRestore wanted = shape.unfenced(head, restored);
        boolean same = restoration.lines().isEmpty() && wanted.isSame(shape.unfenced(head, head.currentVersion()));
        Superseded outcome = new Superseded(
                OptionalLong.empty(),
                head.currentVersion(),
                same ? head.currentVersion() : restored,
                restoration.takenOut(),
                restoration.putBack());
        List<CommitLines.Line> lines = new ArrayList<>();
        lines.add(commitInfo(request, head, wanted, restored, now));
        lines.add(CommitLines.line("protocol", CommitLines.object(wanted.protocol())));
        lines.add(CommitLines.line("metaData", CommitLines.object(wanted.metaData())));
        lines.addAll(restoration.lines());
        return new Step(outcome, CommitLines.join(lines));
    }

    private long target(SupersedeRequest request, TableHead head) {
        TableState table = store.tables()
                .find(head.tableId().toString())
                .orElseThrow(() -> CommitErrors.unknownTable(head.tableId()));
        long first = table.baselineVersion().orElse(0);
        if (request.to().isPresent()) {
            long asked = request.to().getAsLong();
            if (asked < first || asked > head.currentVersion()) {
                throw SupersedeErrors.outside(table, asked, first);
            }
            return asked;
        }
        long version = head.currentVersion();
        while (version >= first) {
            if (ShapeRules.refusal(shape.unfenced(head, version)).isEmpty()) {
                return version;
            }
            version = shape.since(head, version) - 1;
        }
        throw SupersedeErrors.noneAccepted(table);
    }

    private static CommitLines.Line commitInfo(
            SupersedeRequest request, TableHead head, FenceRestore wanted, long restored, Instant now) {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        long timestamp = now.toEpochMilli();
        ObjectNode metaData = CommitLines.object(wanted.metaData());
        if (metaData.path("configuration").path(IN_COMMIT_TIMESTAMPS).asText().equalsIgnoreCase("true")) {
            timestamp = Math.max(timestamp, head.inCommitTimestamp().orElse(timestamp - 1) + 1);
            info.put("inCommitTimestamp", timestamp);
        }
        info.put("timestamp", timestamp).put("operation", "SUPERSEDE");
        info.putObject("operationParameters")
                .put("restoredVersion", String.valueOf(restored))
                .put("reason", request.reason());
        info.put("isolationLevel", "Serializable")
                .put("isBlindAppend", false)
                .put("engineInfo", "Lakeshift")
                .put("txnId", UUID.randomUUID().toString());
        return CommitLines.line("commitInfo", info);
    }
}
