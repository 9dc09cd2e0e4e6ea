package io.lakeshift.catalog.supersede;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.commit.CommitLines;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.CommitReemitter;
import io.lakeshift.catalog.store.RowCursor;
import io.lakeshift.catalog.store.RowStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The actions that make a table at its head what it was at an earlier version, protocol and metaData apart. */
final class Restoration {
    /** What engines take for the version of an application that has written nothing yet. */
    private static final int NEVER = -1;
    /** Holds the highest row id that was given away, which never goes back. */
    private static final String ROW_TRACKING = "delta.rowTracking";

    private static final List<String> OF_REMOVE =
            List.of("partitionValues", "size", "tags", "deletionVector", "baseRowId", "defaultRowCommitVersion");

    private final RowStore rows;
    private final UUID tableId;
    private final long from;
    private final long to;
    private final List<CommitLines.Line> lines = new ArrayList<>();
    private int takenOut;
    private int putBack;

    private record FileId(String path, String dvId) {}

    private Restoration(RowStore rows, UUID tableId, long from, long to) {
        this.rows = rows;
        this.tableId = tableId;
        this.from = from;
        this.to = to;
    }

    /** In the memory that the commits after {@code to} take, however many files the table has. */
    static Restoration compute(RowStore rows, UUID tableId, long from, long to, Instant now) {
        Restoration restoration = new Restoration(rows, tableId, from, to);
        restoration.files(now);
        restoration.transactions();
        restoration.domains();
        return restoration;
    }

    List<CommitLines.Line> lines() {
        return lines;
    }

    int takenOut() {
        return takenOut;
    }

    int putBack() {
        return putBack;
    }

    private void files(Instant now) {
        Set<FileId> touched = touched();
        Map<FileId, ActionRow.Add> before = live(touched, to);
        Map<FileId, ActionRow.Add> present = live(touched, from);
        present.forEach((file, add) -> {
            if (!before.containsKey(file)) {
                lines.add(CommitLines.line("remove", remove(add, now)));
                takenOut++;
            }
        });
        before.forEach((file, add) -> {
            ActionRow.Add there = present.get(file);
            ObjectNode wanted = action(add).put("dataChange", true);
            if (there == null || !action(there).put("dataChange", true).equals(wanted)) {
                lines.add(CommitLines.line("add", wanted));
                putBack++;
            }
        });
    }

    private Set<FileId> touched() {
        Set<FileId> touched = new HashSet<>();
        try (RowCursor<ActionRow> actions = rows.actions(tableId, to + 1, from)) {
            while (actions.hasNext()) {
                ActionRow action = actions.next();
                if (action instanceof ActionRow.Add add) {
                    touched.add(new FileId(add.path(), add.dvId()));
                } else if (action instanceof ActionRow.Remove remove) {
                    touched.add(new FileId(remove.path(), remove.dvId()));
                }
            }
        }
        return touched;
    }

    private Map<FileId, ActionRow.Add> live(Set<FileId> files, long version) {
        Map<FileId, ActionRow.Add> live = new HashMap<>();
        if (files.isEmpty()) {
            return live;
        }
        try (RowCursor<ActionRow.Add> adds = rows.activeFiles(tableId, version)) {
            while (adds.hasNext()) {
                ActionRow.Add add = adds.next();
                FileId file = new FileId(add.path(), add.dvId());
                if (files.contains(file)) {
                    live.put(file, add);
                }
            }
        }
        return live;
    }

    private static ObjectNode remove(ActionRow.Add add, Instant now) {
        ObjectNode added = action(add);
        ObjectNode removed = added.objectNode()
                .put("path", add.path())
                .put("deletionTimestamp", now.toEpochMilli())
                .put("dataChange", true)
                .put("extendedFileMetadata", true);
        OF_REMOVE.stream().filter(added::has).forEach(member -> removed.set(member, added.get(member)));
        return removed;
    }

    /** An application whose rows are taken out has to be able to write them once more. */
    private void transactions() {
        Map<String, ActionRow.Txn> before = byName(rows.transactions(tableId, to), ActionRow.Txn::appId);
        for (ActionRow.Txn present : rows.transactions(tableId, from)) {
            ActionRow.Txn earlier = before.get(present.appId());
            ObjectNode there = action(present);
            ObjectNode wanted = earlier == null ? action(present).put("version", NEVER) : action(earlier);
            if (!wanted.equals(there)) {
                lines.add(CommitLines.line("txn", wanted));
            }
        }
    }

    private void domains() {
        Map<String, ActionRow.DomainMetadata> before =
                byName(rows.domainMetadata(tableId, to), ActionRow.DomainMetadata::domain);
        for (ActionRow.DomainMetadata present : rows.domainMetadata(tableId, from)) {
            ActionRow.DomainMetadata earlier = before.get(present.domain());
            ObjectNode wanted = earlier == null ? action(present).put("removed", true) : action(earlier);
            if (!present.domain().equals(ROW_TRACKING) && !wanted.equals(action(present))) {
                lines.add(CommitLines.line("domainMetadata", wanted));
            }
        }
    }

    private static <T> Map<String, T> byName(List<T> rows, Function<T, String> name) {
        return rows.stream().collect(Collectors.toMap(name, Function.identity()));
    }

    private static ObjectNode action(ActionRow row) {
        return CommitLines.parse(CommitBody.of(CommitReemitter.line(row)))
                .get(0)
                .action();
    }
}
