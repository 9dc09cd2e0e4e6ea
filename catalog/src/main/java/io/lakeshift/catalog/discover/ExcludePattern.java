package io.lakeshift.catalog.discover;

import java.util.regex.Pattern;

/** A part of an alias, or a glob over the whole alias where it has a {@code *} or {@code ?}. */
record ExcludePattern(String text, boolean glob, Pattern pattern) {
    static ExcludePattern of(String text) {
        boolean glob = text.contains("*") || text.contains("?");
        StringBuilder regex = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return new ExcludePattern(text, glob, Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    boolean matches(String alias) {
        return glob ? pattern.matcher(alias).matches() : alias.contains(text);
    }
}
