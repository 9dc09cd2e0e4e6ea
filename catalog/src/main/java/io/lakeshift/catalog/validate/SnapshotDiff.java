package io.lakeshift.catalog.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.kernel.KernelSnapshot;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.RowStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares the state at a version: metadata, protocol, transactions, domains and every active file. */
final class SnapshotDiff {
    private final RowStore rows;
    private final UUID tableId;
    private final Drift drift;
    private final Runnable beat;

    SnapshotDiff(RowStore rows, UUID tableId, Drift drift, Runnable beat) {
        this.rows = rows;
        this.tableId = tableId;
        this.drift = drift;
        this.beat = beat;
    }

    /** @param digest SHA-256 over the state on both sides, as lower-case hex */
    record Result(long sqlActiveFiles, long logActiveFiles, String digest) {}

    /** @param sqlVersion the version in the catalog, at or below the log's */
    Result compare(KernelSnapshot log, long sqlVersion) {
        State logState = logState(log);
        State sqlState = sqlState(sqlVersion);
        if (!logState.metadata.path("id").equals(sqlState.metadata.path("id"))) {
            drift.add(difference(DriftCode.TABLE_RECREATED, "metaData", "id", logState.metadata, sqlState.metadata));
        }
        compareMembers(DriftCode.METADATA, "metaData", logState.metadata, sqlState.metadata);
        compareMembers(DriftCode.PROTOCOL, "protocol", logState.protocol, sqlState.protocol);
        forgetExpired(log, logState, sqlState);
        compareKeyed(DriftCode.TRANSACTION, "txn ", logState.transactions, sqlState.transactions);
        compareKeyed(DriftCode.DOMAIN_METADATA, "domainMetadata ", logState.domains, sqlState.domains);
        FileMembers members = FileMembers.of(logState.metadata.path("configuration"));
        ActionSets.Result files = new ActionSets(
                        () -> LogSide.activeFiles(log, members),
                        () -> Cursors.map(
                                rows.activeFiles(tableId, sqlVersion), row -> members.ofState(LogAction.of(row))),
                        beat)
                .compare(new FilesListener());
        return new Result(files.sql().total(), files.log().total(), digest(logState, sqlState, files));
    }

    private record State(
            long version,
            ObjectNode metadata,
            ObjectNode protocol,
            Map<String, ObjectNode> transactions,
            Map<String, ObjectNode> domains) {
        void addTo(MessageDigest digest) {
            String text = version + "\n" + Canonical.of(metadata) + "\n" + Canonical.of(protocol) + "\n"
                    + keyed(transactions) + "\n" + keyed(domains) + "\n";
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }

        private static String keyed(Map<String, ObjectNode> bodies) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            all.setAll(bodies);
            return Canonical.of(all);
        }
    }

    private static State logState(KernelSnapshot log) {
        return new State(
                log.version(),
                normalMetadata(log.metadata()),
                log.protocol(),
                log.transactions(),
                active(log.domainMetadata()));
    }

    private State sqlState(long version) {
        return new State(
                version,
                normalMetadata(rows.metadata(tableId, version)
                        .map(row -> LogAction.of(row).withKnownMembers().body())
                        .orElseGet(JsonNodeFactory.instance::objectNode)),
                normalProtocol(rows.protocol(tableId, version)
                        .map(row -> LogAction.of(row).withKnownMembers().body())
                        .orElseGet(JsonNodeFactory.instance::objectNode)),
                keyed(rows.transactions(tableId, version), ActionRow.Txn::appId),
                active(keyed(rows.domainMetadata(tableId, version), ActionRow.DomainMetadata::domain)));
    }

    private static <R extends ActionRow> Map<String, ObjectNode> keyed(Iterable<R> rows, Function<R, String> key) {
        Map<String, ObjectNode> bodies = new TreeMap<>();
        rows.forEach(row ->
                bodies.put(key.apply(row), LogAction.of(row).withKnownMembers().body()));
        return bodies;
    }

    private static Map<String, ObjectNode> active(Map<String, ObjectNode> domains) {
        Map<String, ObjectNode> active = new TreeMap<>(domains);
        active.values().removeIf(domain -> domain.path("removed").asBoolean());
        return active;
    }

    /** The schema as JSON, because only its meaning counts; members that may be left out as Delta understands that. */
    private static ObjectNode normalMetadata(ObjectNode metadata) {
        if (metadata.path("schemaString").isTextual()) {
            Canonical.parse(metadata.get("schemaString").asText())
                    .ifPresent(schema -> metadata.set("schemaString", schema));
        }
        if (!metadata.hasNonNull("configuration")) {
            metadata.putObject("configuration");
        }
        if (metadata.get("format") instanceof ObjectNode format && !format.hasNonNull("options")) {
            format.putObject("options");
        }
        return metadata;
    }

    private static ObjectNode normalProtocol(ObjectNode protocol) {
        for (String side : new String[] {"readerFeatures", "writerFeatures"}) {
            TreeSet<String> features = new TreeSet<>();
            protocol.path(side).forEach(feature -> features.add(feature.asText()));
            ArrayNode sorted = protocol.putArray(side);
            features.forEach(sorted::add);
        }
        return protocol;
    }

    /** A checkpoint may leave out transactions that are older than the table's retention. */
    private static void forgetExpired(KernelSnapshot log, State logState, State sqlState) {
        boolean expire = logState.metadata.path("configuration").has("delta.setTransactionRetentionDuration");
        if (expire && log.checkpointVersion().isPresent()) {
            sqlState.transactions.keySet().retainAll(logState.transactions.keySet());
        }
    }

    private void compareMembers(DriftCode code, String subject, ObjectNode log, ObjectNode sql) {
        for (String member : new LogAction("", log).differences(new LogAction("", sql))) {
            if (code != DriftCode.METADATA || !member.equals("id")) {
                drift.add(difference(code, subject, member, log, sql));
            }
        }
    }

    private static DriftFinding difference(
            DriftCode code, String subject, String member, @Nullable ObjectNode log, @Nullable ObjectNode sql) {
        return new DriftFinding(code, subject, member, text(log, member), text(sql, member));
    }

    private static String text(@Nullable ObjectNode body, String member) {
        JsonNode value = body == null ? null : body.get(member);
        return value == null ? "" : value.isTextual() ? value.textValue() : value.toString();
    }

    private void compareKeyed(
            DriftCode code, String subject, Map<String, ObjectNode> log, Map<String, ObjectNode> sql) {
        TreeSet<String> keys = new TreeSet<>(log.keySet());
        keys.addAll(sql.keySet());
        for (String key : keys) {
            ObjectNode logBody = log.get(key);
            ObjectNode sqlBody = sql.get(key);
            if (logBody == null || sqlBody == null) {
                drift.add(new DriftFinding(
                        code, subject + key, "", Objects.toString(logBody, ""), Objects.toString(sqlBody, "")));
            } else {
                compareMembers(code, subject + key, logBody, sqlBody);
            }
        }
    }

    private static String digest(State log, State sql, ActionSets.Result files) {
        MessageDigest digest = Canonical.sha256();
        log.addTo(digest);
        files.log().addTo(digest);
        sql.addTo(digest);
        files.sql().addTo(digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    private final class FilesListener implements ActionSets.Listener {
        @Override
        public void missingInSql(LogAction log) {
            drift.missingFile(log.path());
        }

        @Override
        public void extraInSql(LogAction sql) {
            drift.extraFile(sql.path());
        }

        @Override
        public void mismatch(LogAction log, LogAction sql) {
            drift.mismatchedFile(log, sql);
        }
    }
}
