package io.lakeshift.catalog.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the members of JSON objects in a line and gives their values, also as the very text that was written.
 * {@code nextMember} is called until it returns null; each member's value must then be taken by exactly one call.
 */
final class MemberReader implements AutoCloseable {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final byte[] source;
    private final int start;
    private final boolean plain;
    private final JsonParser json;
    private String action = "";
    private String member = "";
    private @Nullable StringBuilder extra;

    /** @param plain whether the source is known to be ASCII without Unicode escapes */
    MemberReader(byte[] source, int start, int length, boolean plain) throws IOException {
        this.plain = plain;
        this.source = source;
        this.start = start;
        this.json = JSON.createParser(source, start, length);
    }

    /** Enters the line's object and its only action. */
    String enterAction() throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
        String name = json.nextFieldName();
        // Writers that serialise a whole row name the absent actions too.
        while (name != null && json.nextToken() == JsonToken.VALUE_NULL) {
            name = json.nextFieldName();
        }
        if (name == null) {
            throw new MalformedActionException("the line holds no action");
        }
        action = name;
        return name;
    }

    /** Checks that nothing but nulls follows the action. */
    void leaveAction() throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                throw new MalformedActionException("the line holds two actions, " + action + " and " + name);
            }
        }
        if (json.nextToken() != null) {
            throw new MalformedActionException("text follows the action's end");
        }
    }

    /** Enters a text that is one object, named for messages. */
    void enterDocument(String name) throws IOException {
        action = name;
        json.nextToken();
        enterObject();
    }

    JsonToken kind() {
        return json.currentToken();
    }

    void skip() throws IOException {
        json.skipChildren();
    }

    void enterObject() throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, "an object");
        extra = null;
    }

    @Nullable String nextMember() throws IOException {
        String name = json.nextFieldName();
        if (name != null) {
            member = name;
            json.nextToken();
        }
        return name;
    }

    @Nullable String text() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(json.currentToken(), JsonToken.VALUE_STRING, "a string");
        return plain ? json.getText() : Texts.keepable(action + "." + member, json.getText());
    }

    /** For texts that are JSON themselves, where an escape can stand for what a database cannot keep. */
    @Nullable String jsonText() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(json.currentToken(), JsonToken.VALUE_STRING, "a string");
        return plain ? json.getText() : Texts.keepableJson(json.getText());
    }

    @Nullable Long number() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, "a whole number");
        return json.getLongValue();
    }

    @Nullable Boolean flag() throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> throw new MalformedActionException(action + "." + member + " is not true or false");
        };
    }

    @Nullable List<@Nullable String> texts() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(json.currentToken(), JsonToken.START_ARRAY, "a list");
        List<@Nullable String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text());
        }
        return texts;
    }

    /** The value as it stands in the line; null for a JSON null. */
    @Nullable String raw() throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? null : rawValue();
    }

    /** As {@link #raw}, for what must be an object. */
    @Nullable String rawObject() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(json.currentToken(), JsonToken.START_OBJECT, "an object");
        return rawValue();
    }

    /** Keeps the current member, of whatever kind, for {@link #extra}. */
    void keepExtra() throws IOException {
        StringBuilder kept = extra;
        if (kept == null) {
            kept = new StringBuilder("{");
            extra = kept;
        } else {
            kept.append(',');
        }
        kept.append(Texts.quoted(member)).append(':').append(rawValue());
    }

    /** The members that were kept as one JSON object; null where none was. */
    @Nullable String extra() {
        return extra == null ? null : extra + "}";
    }

    private String rawValue() throws IOException {
        int from = start + (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        json.finishToken();
        int to = start + (int) json.currentLocation().getByteOffset();
        return new String(source, from, to - from, StandardCharsets.UTF_8);
    }

    private void expect(@Nullable JsonToken found, JsonToken wanted, String what) throws MalformedActionException {
        if (found != wanted) {
            throw new MalformedActionException(
                    action.isEmpty() ? "the line is not " + what : action + "." + member + " is not " + what);
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
