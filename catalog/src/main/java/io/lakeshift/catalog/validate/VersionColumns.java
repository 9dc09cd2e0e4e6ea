package io.lakeshift.catalog.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.kernel.CommitLines;
import io.lakeshift.catalog.store.RowStore;
import io.lakeshift.catalog.store.VersionRow;
import java.io.ByteArrayInputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compares what the catalog keeps about a version beside its actions with the commit file, or with its own commitInfo. */
final class VersionColumns {
    /** The fence is put into these actions when a commit is published. */
    private static final Set<String> FENCED_ACTIONS = Set.of("protocol", "metaData");

    private final Drift drift;
    private final RowStore rows;
    private final UUID tableId;

    VersionColumns(Drift drift, RowStore rows, UUID tableId) {
        this.drift = drift;
        this.rows = rows;
        this.tableId = tableId;
    }

    /** What a commit file says. */
    static final class Commit {
        private @Nullable JsonNode info;
        private @Nullable Integer infoPosition;
        private String sha256 = "";

        void see(LogAction action, int position) {
            if (info == null && action.name().equals("commitInfo")) {
                info = action.body().deepCopy();
                infoPosition = position;
            }
        }

        Commit read(String digest) {
            sha256 = digest;
            return this;
        }
    }

    /** @param commit empty where the log no longer has the file */
    void compare(VersionRow row, Optional<Commit> commit) {
        JsonNode info = commit.map(found -> found.info).orElse(parsed(row.commitInfo()));
        commitInfoColumns(row, info);
        switch (row.origin()) {
            case "commit" -> importedColumns(row, commit);
            case "checkpoint" -> baselineColumns(row, commit);
            case "ratified" -> ratifiedColumns(row, commit);
            default -> expect(row, "origin", "commit, checkpoint or ratified", row.origin());
        }
    }

    private void commitInfoColumns(VersionRow row, @Nullable JsonNode info) {
        Long inCommitTimestamp = number(info, "inCommitTimestamp");
        expect(row, "in_commit_timestamp", text(inCommitTimestamp), text(row.inCommitTimestamp()));
        expect(row, "operation", string(info, "operation"), text(row.operation()));
        expect(row, "txn_id", string(info, "txnId"), text(row.txnId()));
        String user = string(info, "userName");
        expect(row, "committer", user.isEmpty() ? string(info, "userId") : user, text(row.committer()));
        parameters(row, info);
        Long committed = inCommitTimestamp != null ? inCommitTimestamp : number(info, "timestamp");
        if (committed != null && (!row.origin().equals("ratified") || inCommitTimestamp != null)) {
            expect(row, "committed_at", text(committed), text(row.committedAt().toEpochMilli()));
        }
    }

    private void parameters(VersionRow row, @Nullable JsonNode info) {
        JsonNode parameters = info == null ? null : info.get("operationParameters");
        String written = parameters == null || parameters.isNull() ? "" : Canonical.of(parameters);
        if (row.operationParams() != null || !written.isEmpty() && !Canonical.jsonbMayRefuse(written)) {
            expect(row, "operation_params", written, Canonical.ofText(text(row.operationParams())));
        }
    }

    private void importedColumns(VersionRow row, Optional<Commit> commit) {
        expect(row, "body", "", text(row.bodySha256()));
        if (commit.isPresent()) {
            expect(row, "content_sha256", commit.get().sha256, text(row.contentSha256()));
            expect(row, "commit_info_position", text(commit.get().infoPosition), text(row.commitInfoPosition()));
        } else {
            expect(row, "content_sha256", "a digest", row.contentSha256() == null ? "" : "a digest");
        }
    }

    private void baselineColumns(VersionRow row, Optional<Commit> commit) {
        expect(row, "body", "", text(row.bodySha256()));
        expect(row, "content_sha256", "", text(row.contentSha256()));
        expect(row, "commit_info_position", "", text(row.commitInfoPosition()));
        commit.ifPresent(found -> expect(
                row,
                "commit_info",
                found.info == null ? "" : Canonical.of(found.info),
                row.commitInfo() == null ? "" : withoutNulls(row.commitInfo())));
    }

    private static String withoutNulls(String json) {
        return Canonical.parse(json)
                .map(node -> node instanceof ObjectNode object ? Canonical.withoutNulls(object) : node)
                .map(Canonical::of)
                .orElse(json);
    }

    private void ratifiedColumns(VersionRow row, Optional<Commit> commit) {
        expect(row, "content_sha256", text(row.bodySha256()), text(row.contentSha256()));
        commit.ifPresent(
                found -> expect(row, "commit_info_position", text(found.infoPosition), text(row.commitInfoPosition())));
    }

    /**
     * Compares a published file with the ratified body: equal line by line except for the actions that carry the fence.
     *
     * @param file opens the file that stands in the log
     */
    void compareBody(VersionRow row, Commit commit, Supplier<CommitLines> file) {
        if (!row.origin().equals("ratified") || commit.sha256.equals(row.bodySha256())) {
            return;
        }
        byte[] body = rows.body(tableId, row.version()).orElse(new byte[0]);
        try (CommitLines published = file.get();
                CommitLines lines = CommitLines.of("the ratified body", new ByteArrayInputStream(body))) {
            boolean same = true;
            while (same && lines.hasNext() && published.hasNext()) {
                LogAction kept = LogAction.of(lines.next());
                LogAction line = LogAction.of(published.next());
                same = kept.name().equals(line.name())
                        && (FENCED_ACTIONS.contains(kept.name())
                                || kept.canonical().equals(line.canonical()));
            }
            expect(row, "body", "as published", same && !lines.hasNext() && !published.hasNext() ? "as published" : "");
        }
    }

    private void expect(VersionRow row, String column, String expected, String found) {
        if (!expected.equals(found)) {
            drift.historyDiffers();
            drift.add(new DriftFinding(
                    DriftCode.DERIVED, "dl_table_versions version " + row.version(), column, expected, found));
        }
    }

    private static @Nullable JsonNode parsed(@Nullable String json) {
        return json == null ? null : Canonical.parse(json).orElse(null);
    }

    private static String string(@Nullable JsonNode info, String member) {
        JsonNode value = info == null ? null : info.get(member);
        return value == null || !value.isTextual() ? "" : value.textValue();
    }

    private static @Nullable Long number(@Nullable JsonNode info, String member) {
        JsonNode value = info == null ? null : info.get(member);
        return value == null || !value.isIntegralNumber() ? null : value.longValue();
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
