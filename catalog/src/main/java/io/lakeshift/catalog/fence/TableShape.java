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
final class TableShape {
    private final RowStore rows;

    TableShape(RowStore rows) {
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

    /**
     * What to restore when the fence is lowered: the shape from before it, or what was ratified since. The rows hold the
     * published, fenced form; ratified bodies are free of the fence.
     */
    FenceRestore unfenced(TableHead head) {
        FenceRestore before = FenceRestore.parse(head.fenceRestore().orElseThrow());
        long fence = head.fenceVersion().orElseThrow();
        long protocolVersion = protocol(head, head.currentVersion()).version();
        long metaDataVersion = metaData(head, head.currentVersion()).version();
        return new FenceRestore(
                protocolVersion > fence ? ratified(head.tableId(), protocolVersion, "protocol") : before.protocol(),
                metaDataVersion > fence ? ratified(head.tableId(), metaDataVersion, "metaData") : before.metaData());
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
