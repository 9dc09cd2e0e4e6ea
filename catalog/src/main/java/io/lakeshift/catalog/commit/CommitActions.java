package io.lakeshift.catalog.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.log.ActionParser;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.CheckedCommit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the rows of a commit from its lines, with the importer's own parser. */
final class CommitActions {
    private CommitActions() {}

    static CheckedCommit rows(CommitRequest request, CommitBody published) {
        Optional<CheckedCommit.CommitFacts> facts = Optional.empty();
        List<ActionRow> actions = new ArrayList<>();
        int position = 0;
        for (CommitLines.Line line : CommitLines.parse(published)) {
            ActionRow action = parse(line, request.version(), position++);
            if (!(action instanceof ActionRow.CommitInfo info)) {
                actions.add(action);
            } else if (facts.isEmpty()) {
                facts = Optional.of(facts(info, line.action()));
            } else {
                actions.add(new ActionRow.Other(info.version(), info.position(), "commitInfo", info.body()));
            }
        }
        return new CheckedCommit(request.tableId(), request.version(), request.body(), facts, actions);
    }

    /** Of the first commitInfo, which is the one that speaks for the commit. */
    static Optional<String> txnId(List<CommitLines.Line> lines) {
        return lines.stream()
                .filter(line -> line.name().equals("commitInfo"))
                .findFirst()
                .flatMap(line -> text(line.action(), "txnId"));
    }

    private static ActionRow parse(CommitLines.Line line, long version, int position) {
        byte[] bytes = line.text().getBytes(StandardCharsets.UTF_8);
        try {
            return ActionParser.parse(bytes, 0, bytes.length, version, position);
        } catch (IOException e) {
            throw CommitErrors.malformed(line.name(), e);
        }
    }

    private static CheckedCommit.CommitFacts facts(ActionRow.CommitInfo info, ObjectNode fields) {
        JsonNode parameters = fields.path("operationParameters");
        JsonNode timestamp = fields.path("inCommitTimestamp");
        return new CheckedCommit.CommitFacts(
                info.body(),
                info.position(),
                text(fields, "userName").or(() -> text(fields, "userId")),
                text(fields, "operation"),
                parameters.isObject() ? Optional.of(parameters.toString()) : Optional.empty(),
                timestamp.canConvertToLong() ? Optional.of(timestamp.asLong()) : Optional.empty(),
                text(fields, "txnId"));
    }

    private static Optional<String> text(ObjectNode fields, String member) {
        JsonNode value = fields.path(member);
        return value.isTextual() && !value.asText().isEmpty() ? Optional.of(value.asText()) : Optional.empty();
    }
}
