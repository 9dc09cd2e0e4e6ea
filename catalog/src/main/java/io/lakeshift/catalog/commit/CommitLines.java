package io.lakeshift.catalog.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The actions of a commit, line by line, in a form that can be written back without changing what was not touched. */
public final class CommitLines {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private CommitLines() {}

    /**
     * One action.
     *
     * @param name {@code add}, {@code protocol} and so on
     * @param action what stands under the name
     * @param text the line as written, without its line end
     */
    public record Line(String name, ObjectNode action, String text) {
        static Line of(String name, ObjectNode action) {
            ObjectNode line = JSON.createObjectNode();
            line.set(name, action);
            return new Line(name, action, line.toString());
        }

        Line with(ObjectNode changed) {
            return of(name, changed);
        }
    }

    /**
     * Splits a commit into its actions.
     *
     * @throws io.lakeshift.catalog.CatalogException INVALID_INPUT when a line is not one JSON object with one member
     */
    public static List<Line> parse(CommitBody body) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String text : body.text().split("\n", -1)) {
            number++;
            String line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            if (!line.isEmpty()) {
                lines.add(parseLine(number, line));
            }
        }
        return lines;
    }

    /** One action as its line. */
    public static Line line(String name, ObjectNode action) {
        return Line.of(name, action);
    }

    /** Joins actions into a commit as Delta's writers do: every line ends with a line feed. */
    public static CommitBody join(List<Line> lines) {
        return CommitBody.of(lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining()));
    }

    /** @throws IllegalArgumentException when the text is no JSON object */
    public static ObjectNode object(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("not a JSON object");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON object", e);
        }
    }

    private static Line parseLine(int number, String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object && object.size() == 1) {
                String name = object.fieldNames().next();
                JsonNode action = object.get(name);
                if (action instanceof ObjectNode fields) {
                    return new Line(name, fields, text);
                }
            }
            throw CommitErrors.notOneAction(number);
        } catch (JsonProcessingException e) {
            throw CommitErrors.notJson(number, e);
        }
    }
}
