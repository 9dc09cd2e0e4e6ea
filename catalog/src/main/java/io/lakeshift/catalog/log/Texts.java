package io.lakeshift.catalog.log;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** What a text column can hold and what JSON text looks like. */
final class Texts {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private Texts() {}

    /** @throws MalformedActionException where the text has a NUL or half a surrogate pair, which no database keeps */
    static String keepable(String member, String text) throws MalformedActionException {
        if (text.indexOf('\0') >= 0 || hasLoneSurrogate(text)) {
            throw new MalformedActionException(member + " holds a character that cannot be kept");
        }
        return text;
    }

    /** Writes such characters as the JSON escapes that mean the same. */
    static String keepableJson(String text) {
        if (text.indexOf('\0') < 0 && !hasLoneSurrogate(text)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                escaped.append(c).append(text.charAt(++i));
            } else if (c == '\0' || Character.isSurrogate(c)) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    static String quoted(String text) {
        return "\"" + String.valueOf(ENCODER.quoteAsString(text)) + "\"";
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
