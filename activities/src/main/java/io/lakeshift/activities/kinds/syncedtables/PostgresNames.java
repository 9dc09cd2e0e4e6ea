package io.lakeshift.activities.kinds.syncedtables;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names PostgreSQL takes only in double quotes. */
final class PostgresNames {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
    /**
     * @see <a href="https://www.postgresql.org/docs/current/sql-keywords-appendix.html">the reserved key words</a>
     */
    private static final Set<String> RESERVED = Set.of(("all analyse analyze and any array as asc asymmetric both case"
                    + " cast check collate column constraint create current_catalog current_date current_role"
                    + " current_time current_timestamp current_user default deferrable desc distinct do else end except"
                    + " false fetch for foreign from grant group having in initially intersect into lateral leading limit"
                    + " localtime localtimestamp not null offset on only or order placing primary references returning"
                    + " select session_user some symmetric system_user table then to trailing true union unique user"
                    + " using variadic when where window with")
            .split(" "));

    private PostgresNames() {}

    static boolean needsQuotes(String name) {
        return !PLAIN.matcher(name).matches() || RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }
}
