package io.lakeshift.catalog.publish;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files in a log. */
public final class LogNames {
    public static final String LAST_CHECKPOINT = "_last_checkpoint";

    private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");
    private static final Pattern CHECKPOINT = Pattern.compile("(\\d{20})\\.checkpoint\\..+");
    private static final Pattern CHECKSUM = Pattern.compile("(\\d{20})\\.crc");
    private static final Pattern COMPACTED = Pattern.compile("\\d{20}\\.(\\d{20})\\.compacted\\.json");

    private LogNames() {}

    public static String commit(long version) {
        return String.format(Locale.ROOT, "%020d.json", version);
    }

    public static String checkpoint(long version) {
        return String.format(Locale.ROOT, "%020d.checkpoint.parquet", version);
    }

    public static OptionalLong commitVersion(String name) {
        return version(COMMIT, name);
    }

    /** Of classic, multi-part and V2 checkpoints alike. */
    public static OptionalLong checkpointVersion(String name) {
        return version(CHECKPOINT, name);
    }

    public static OptionalLong checksumVersion(String name) {
        return version(CHECKSUM, name);
    }

    /** The last version that a log compaction file covers. */
    public static OptionalLong compactedVersion(String name) {
        return version(COMPACTED, name);
    }

    private static OptionalLong version(Pattern pattern, String name) {
        Matcher matcher = pattern.matcher(name);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
