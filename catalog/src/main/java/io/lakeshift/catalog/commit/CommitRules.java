package io.lakeshift.catalog.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.store.TableHead;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a commit must fulfil before the catalog makes it a version. */
final class CommitRules {
    private static final Set<String> ONCE = Set.of("protocol", "metaData", "commitInfo");

    private CommitRules() {}

    static void check(List<CommitLines.Line> lines, TableHead head) {
        if (lines.isEmpty()) {
            throw CommitErrors.empty();
        }
        Set<String> unique = new HashSet<>();
        for (CommitLines.Line line : lines) {
            checkAction(line);
            String key = uniqueKey(line);
            if (!key.isEmpty() && !unique.add(key)) {
                throw CommitErrors.twice(key);
            }
        }
        checkFiles(lines);
        checkInCommitTimestamp(lines, head);
    }

    private static void checkAction(CommitLines.Line line) {
        ObjectNode action = line.action();
        switch (line.name()) {
            case "protocol" -> ShapeRules.checkProtocol(action);
            case "metaData" -> ShapeRules.checkMetadata(action);
            case "add", "remove", "cdc" -> checkPath(line.name(), action);
            case "txn" -> {
                requireText("txn", action, "appId");
                requireNumber("txn", action, "version");
            }
            case "domainMetadata" -> requireText("domainMetadata", action, "domain");
            default -> {}
        }
    }

    private static void checkPath(String name, ObjectNode action) {
        String path = requireText(name, action, "path");
        if (path.startsWith("deltasql:")) {
            throw CommitErrors.throughPath(path);
        }
        if (name.equals("add")) {
            requireNumber(name, action, "size");
        }
    }

    private static String uniqueKey(CommitLines.Line line) {
        if (ONCE.contains(line.name())) {
            return line.name();
        }
        return switch (line.name()) {
            case "txn" -> "txn " + line.action().path("appId").asText();
            case "domainMetadata" ->
                "domainMetadata " + line.action().path("domain").asText();
            case "add", "remove" -> line.name() + " " + fileKey(line.action());
            default -> "";
        };
    }

    private static void checkFiles(List<CommitLines.Line> lines) {
        Set<String> added = new HashSet<>();
        lines.stream().filter(line -> line.name().equals("add")).forEach(line -> added.add(fileKey(line.action())));
        for (CommitLines.Line line : lines) {
            if (line.name().equals("remove") && added.contains(fileKey(line.action()))) {
                throw CommitErrors.addedAndRemoved(line.action().path("path").asText());
            }
        }
    }

    /** A file with one deletion vector and the same file with another one are two logical files. */
    private static String fileKey(ObjectNode file) {
        JsonNode vector = file.path("deletionVector");
        if (!vector.isObject()) {
            return file.path("path").asText();
        }
        return file.path("path").asText() + " with deletion vector "
                + vector.path("storageType").asText()
                + vector.path("pathOrInlineDv").asText()
                + (vector.hasNonNull("offset") ? "@" + vector.path("offset").asLong() : "");
    }

    private static void checkInCommitTimestamp(List<CommitLines.Line> lines, TableHead head) {
        String enabled = lines.stream()
                .filter(line -> line.name().equals("metaData"))
                .map(line -> line.action().path("configuration").path("delta.enableInCommitTimestamps"))
                .map(JsonNode::asText)
                .findFirst()
                .orElse(head.configuration().getOrDefault("delta.enableInCommitTimestamps", "false"));
        if (!enabled.equalsIgnoreCase("true")) {
            return;
        }
        CommitLines.Line first = lines.get(0);
        JsonNode given = first.action().path("inCommitTimestamp");
        if (!first.name().equals("commitInfo") || !given.canConvertToLong()) {
            throw CommitErrors.timestampFirst();
        }
        long previous = head.inCommitTimestamp().orElse(Long.MIN_VALUE);
        if (given.asLong() <= previous) {
            throw CommitErrors.timestampOrder(given.asLong(), previous);
        }
    }

    static String requireText(String name, ObjectNode action, String member) {
        JsonNode value = action.path(member);
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw CommitErrors.incomplete(name, member);
        }
        return value.asText();
    }

    static long requireNumber(String name, ObjectNode action, String member) {
        JsonNode value = action.path(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw CommitErrors.incomplete(name, member);
        }
        return value.asLong();
    }
}
