package io.lakeshift.catalog.fence;

import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.commit.CommitLines;
import io.lakeshift.catalog.commit.FenceRestore;
import io.lakeshift.catalog.commit.FenceText;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.CommitReemitter;
import io.lakeshift.catalog.store.RowStore;
import io.lakeshift.catalog.store.TableHead;
import java.util.Optional;
import java.util.UUID;

/** Finds a table's protocol and metaData as they are, or would be, without the fence. */
public final class TableShape {
    private final RowStore rows;

    public TableShape(RowStore rows) {
        this.rows = rows;
    }

    /** As the catalog holds them at a version. */
    FenceRestore at(TableHead head, long version) {
        return new FenceRestore(action(protocol(head, version)), action(metaData(head, version)));
    }

    /** Version of the commit that set the protocol in force at a version, if that protocol is a fenced one. */
    Optional<Long> fenceStanding(TableHead head, long version) {
        ActionRow.Protocol protocol = protocol(head, version);
        boolean fenced =
                protocol.writerFeatures() != null && protocol.writerFeatures().contains(FenceText.FEATURE);
        return fenced ? Optional.of(protocol.version()) : Optional.empty();
    }

    /** What to restore when the fence is lowered: the shape from before it, or what was ratified since. */
    FenceRestore unfenced(TableHead head) {
        return unfenced(head, head.currentVersion());
    }

    /** Protocol and metaData at a version. The rows hold the published, fenced form; ratified bodies are free of the fence. */
    public FenceRestore unfenced(TableHead head, long version) {
        FenceRestore rows = at(head, version);
        if (!head.fenced() || version < head.fenceVersion().getAsLong()) {
            return rows;
        }
        FenceRestore before = FenceRestore.parse(head.fenceRestore().orElseThrow());
        long fence = head.fenceVersion().getAsLong();
        long protocolVersion = protocol(head, version).version();
        long metaDataVersion = metaData(head, version).version();
        return new FenceRestore(
                protocolVersion > fence ? ratified(head.tableId(), protocolVersion, "protocol") : before.protocol(),
                metaDataVersion > fence ? ratified(head.tableId(), metaDataVersion, "metaData") : before.metaData());
    }

    /** The version from which on the table has had the shape that it has at a version. */
    public long since(TableHead head, long version) {
        return Math.max(
                protocol(head, version).version(), metaData(head, version).version());
    }

    private String ratified(UUID tableId, long version, String action) {
        return rows.body(tableId, version).map(CommitBody::of).stream()
                .flatMap(body -> CommitLines.parse(body).stream())
                .filter(line -> line.name().equals(action))
                .map(line -> line.action().toString())
                .findFirst()
                .orElseThrow(() -> FenceErrors.shapeMissing(tableId, version, action));
    }

    private ActionRow.Protocol protocol(TableHead head, long version) {
        return rows.protocol(head.tableId(), version)
                .orElseThrow(() -> FenceErrors.shapeMissing(head.tableId(), version, "protocol"));
    }

    private ActionRow.MetaData metaData(TableHead head, long version) {
        return rows.metadata(head.tableId(), version)
                .orElseThrow(() -> FenceErrors.shapeMissing(head.tableId(), version, "metaData"));
    }

    private static String action(ActionRow row) {
        return CommitLines.parse(CommitBody.of(CommitReemitter.line(row)))
                .get(0)
                .action()
                .toString();
    }
}
