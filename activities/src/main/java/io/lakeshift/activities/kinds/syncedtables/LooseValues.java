package io.lakeshift.activities.kinds.syncedtables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Compares what the two engines write differently: floating point by value, where a negative zero is a zero and NaN is
 * NaN; JSON by its tree, whatever the order of its keys, where a NULL in a struct may also be left out.
 */
final class LooseValues {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private LooseValues() {}

    static boolean same(String type, Optional<String> source, Optional<String> target) {
        if (source.isEmpty() || target.isEmpty()) {
            return source.isEmpty() && target.isEmpty();
        }
        return switch (ColumnTypes.postgres(type).orElse("")) {
            case "real" -> sameNumber(source.get(), target.get(), text -> (double) Float.parseFloat(text));
            case "double precision" -> sameNumber(source.get(), target.get(), Double::parseDouble);
            default -> sameJson(tree(source.get()), tree(target.get()));
        };
    }

    private static boolean sameNumber(String source, String target, Function<String, Double> parse) {
        // Adding a zero makes a negative zero positive, and changes nothing else.
        return Double.compare(parse.apply(source) + 0.0, parse.apply(target) + 0.0) == 0;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an engine wrote something as JSON that is none", e);
        }
    }

    private static boolean sameJson(JsonNode source, JsonNode target) {
        if (source.isNumber() && target.isNumber()) {
            return source.decimalValue().compareTo(target.decimalValue()) == 0
                    || Double.compare(source.doubleValue() + 0.0, target.doubleValue() + 0.0) == 0;
        }
        if (source.isObject() && target.isObject()) {
            return sameMembers(source, target);
        }
        if (source.isArray() && target.isArray()) {
            boolean same = source.size() == target.size();
            for (int i = 0; same && i < source.size(); i++) {
                same = sameJson(source.get(i), target.get(i));
            }
            return same;
        }
        // What JSON has no number for is written as a text, such as NaN.
        return source.getNodeType() == target.getNodeType() && source.equals(target);
    }

    private static boolean sameMembers(JsonNode source, JsonNode target) {
        Set<String> names = new HashSet<>();
        source.fieldNames().forEachRemaining(names::add);
        target.fieldNames().forEachRemaining(names::add);
        Iterator<String> each = names.iterator();
        boolean same = true;
        while (same && each.hasNext()) {
            String name = each.next();
            JsonNode one = source.path(name);
            JsonNode other = target.path(name);
            boolean bothNothing = nothing(one) && nothing(other);
            same = bothNothing || (!nothing(one) && !nothing(other) && sameJson(one, other));
        }
        return same;
    }

    private static boolean nothing(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
