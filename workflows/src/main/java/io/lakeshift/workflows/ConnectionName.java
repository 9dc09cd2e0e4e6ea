package io.lakeshift.workflows;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a database connection that the worker's configuration resolves. Payloads carry this and never a URL, a
 * user or a secret, because histories are kept and shown. {@link #DEFAULT} is the stack's own database.
 */
public record ConnectionName(@JsonValue String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public static final ConnectionName DEFAULT = new ConnectionName("default");

    @JsonCreator
    public ConnectionName {
        if (!ALLOWED.matcher(value).matches()) {
            // The value is not repeated: it may be a URL with a password in it.
            throw new IllegalArgumentException(
                    "A connection name has 1 to 63 letters, digits, dots, dashes or underscores"
                            + " and is no URL; name the connection in the worker's configuration and use that name.");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
