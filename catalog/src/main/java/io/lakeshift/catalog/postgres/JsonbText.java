package io.lakeshift.catalog.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which JSON texts a jsonb column takes. The text columns beside it keep what it does not. */
final class JsonbText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern WIDE_EXPONENT = Pattern.compile("[0-9][eE][+-]?[0-9]{3,}");

    private JsonbText() {}

    /** The text if it is JSON that jsonb can hold, else null. */
    static @Nullable String orNull(@Nullable String text) {
        if (text == null) {
            return null;
        }
        boolean escapes = text.contains("\\u0000") || text.contains("\\ud") || text.contains("\\uD");
        return escapes || WIDE_EXPONENT.matcher(text).find() || !isOneJsonValue(text) ? null : text;
    }

    private static boolean isOneJsonValue(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            JsonToken first = parser.nextToken();
            parser.skipChildren();
            return first != null && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
