package io.lakeshift.catalog.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the log of a small table, commit by commit. */
public final class TestLog {
    public static final String PROTOCOL = "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}";

    private final Path root;
    private long next;

    private TestLog(Path root) {
        this.root = root;
    }

    /** A log whose version 0 holds protocol and metaData; {@code metaData.id} is the directory's name. */
    public static TestLog create(Path root) {
        return create(root, root.getFileName().toString());
    }

    public static TestLog create(Path root, String tableId) {
        TestLog log = new TestLog(root);
        return log.commit(commitInfo(1_600_000_000_000L, "CREATE TABLE"), PROTOCOL, metaData(tableId));
    }

    public TestLog commit(String... actions) {
        write(next, String.join("\n", actions) + "\n");
        next++;
        return this;
    }

    /** Commits that add so many files each: {@code f<version>-<number>}. */
    public TestLog addFiles(int commits, int filesPerCommit) {
        for (int i = 0; i < commits; i++) {
            List<String> actions = new ArrayList<>();
            actions.add(commitInfo(1_600_000_000_000L + next * 1000, "WRITE"));
            for (int file = 0; file < filesPerCommit; file++) {
                actions.add(add("f" + next + "-" + file));
            }
            commit(actions.toArray(String[]::new));
        }
        return this;
    }

    /** Writes any text as the commit file of any version. */
    public TestLog write(long version, String text) {
        try {
            Files.createDirectories(logDirectory());
            Files.writeString(commitFile(version), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public TestLog delete(long version) {
        try {
            Files.delete(commitFile(version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public Path root() {
        return root;
    }

    public Path logDirectory() {
        return root.resolve("_delta_log");
    }

    public Path commitFile(long version) {
        return logDirectory().resolve(String.format("%020d.json", version));
    }

    public static String commitInfo(long timestamp, String operation) {
        return "{\"commitInfo\":{\"timestamp\":" + timestamp + ",\"operation\":\"" + operation
                + "\",\"operationParameters\":{}}}";
    }

    public static String metaData(String id) {
        return "{\"metaData\":{\"id\":\"" + id + "\",\"format\":{\"provider\":\"parquet\",\"options\":{}},"
                + "\"schemaString\":\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[{\\\"name\\\":\\\"id\\\","
                + "\\\"type\\\":\\\"long\\\",\\\"nullable\\\":true,\\\"metadata\\\":{}}]}\","
                + "\"partitionColumns\":[],\"configuration\":{},\"createdTime\":1600000000000}}";
    }

    public static String add(String path) {
        return "{\"add\":{\"path\":\"" + path + "\",\"partitionValues\":{},\"size\":100,"
                + "\"modificationTime\":1600000000000,\"dataChange\":true,\"stats\":\"{\\\"numRecords\\\":1}\"}}";
    }

    public static String remove(String path) {
        return "{\"remove\":{\"path\":\"" + path + "\",\"deletionTimestamp\":1600000001000,\"dataChange\":true}}";
    }
}
