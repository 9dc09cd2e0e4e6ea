package io.lakeshift.catalog.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON in one form: two documents that mean the same are the same text. Texts inside stay exactly as they are. */
final class Canonical {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build()
            .reader();

    /** The character 0, surrogates that may stand alone, and numbers out of range. */
    private static final Pattern JSONB_REFUSES =
            Pattern.compile("\\\\u0000|\\\\u[dD][89a-fA-F]|[\\uD800-\\uDFFF]|[0-9][eE][+-]?[0-9]{3}");

    private Canonical() {}

    /** Empty where the text is not JSON. */
    static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The canonical text of a JSON text, or the text itself where it is not JSON. */
    static String ofText(String text) {
        return parse(text).map(Canonical::of).orElse(text);
    }

    static String of(@Nullable JsonNode node) {
        StringBuilder text = new StringBuilder();
        write(node, text);
        return text.toString();
    }

    private static void write(@Nullable JsonNode node, StringBuilder text) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            text.append("null");
        } else if (node.isObject()) {
            writeObject(node, text);
        } else if (node.isArray()) {
            text.append('[');
            String separator = "";
            for (JsonNode element : node) {
                text.append(separator);
                write(element, text);
                separator = ",";
            }
            text.append(']');
        } else if (node.isNumber()) {
            text.append(node.decimalValue().stripTrailingZeros());
        } else {
            text.append(node);
        }
    }

    private static void writeObject(JsonNode node, StringBuilder text) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        text.append('{');
        String separator = "";
        for (String name : names) {
            text.append(separator)
                    .append(JsonNodeFactory.instance.textNode(name))
                    .append(':');
            write(node.get(name), text);
            separator = ",";
        }
        text.append('}');
    }

    /** Without the members that are null: an action's absent member and one that is null mean the same. */
    static ObjectNode withoutNulls(ObjectNode node) {
        for (Iterator<Map.Entry<String, JsonNode>> members = node.fields(); members.hasNext(); ) {
            if (members.next().getValue().isNull()) {
                members.remove();
            }
        }
        return node;
    }

    /** Whether PostgreSQL's jsonb may refuse the text: columns that repeat it as jsonb are null then. */
    static boolean jsonbMayRefuse(String json) {
        return JSONB_REFUSES.matcher(json).find() || parse(json).isEmpty();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] sha256(String text) {
        return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
