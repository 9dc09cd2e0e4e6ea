package io.lakeshift.activities.setup;

/** Paths in buckets, segment by segment: {@code s3://b/p1} does not cover {@code s3://b/p10}. */
public final class StoragePaths {
    private StoragePaths() {}

    public static boolean covers(String location, String path) {
        return (normal(path) + "/").startsWith(normal(location) + "/");
    }

    static boolean same(String one, String other) {
        return normal(one).equals(normal(other));
    }

    private static String normal(String path) {
        return path.replaceAll("/+$", "");
    }
}
