package io.lakeshift.sandbox.workspace;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code multipart/form-data} body: its fields by name. The boundary is read off its first line. */
final class Form {
    private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");

    private Form() {}

    static boolean isForm(byte[] body) {
        return body.length > 2 && body[0] == '-' && body[1] == '-';
    }

    static Map<String, byte[]> of(byte[] body) {
        // One byte is one character, so that what is not text survives.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int line = text.indexOf("\r\n");
        String boundary = line < 0 ? text : text.substring(0, line);
        Map<String, byte[]> fields = new LinkedHashMap<>();
        for (String part : text.split(Pattern.quote(boundary), -1)) {
            int head = part.indexOf("\r\n\r\n");
            Matcher name = NAME.matcher(head < 0 ? "" : part.substring(0, head));
            if (name.find() && part.endsWith("\r\n")) {
                String value = part.substring(head + 4, part.length() - 2);
                fields.put(name.group(1), value.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return fields;
    }
}
