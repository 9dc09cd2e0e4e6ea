package io.lakeshift.catalog.postgres;

import java.util.ArrayList;
import java.util.List;

/** Which live files of earlier batches end, and at which version. */
final class FileEnds {
    private final List<String> paths = new ArrayList<>();
    private final List<String> dvIds = new ArrayList<>();
    private final List<Long> versions = new ArrayList<>();

    void add(FileKey key, long version) {
        paths.add(key.path());
        dvIds.add(key.dvId());
        versions.add(version);
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    String[] paths() {
        return paths.toArray(String[]::new);
    }

    String[] dvIds() {
        return dvIds.toArray(String[]::new);
    }

    Long[] versions() {
        return versions.toArray(Long[]::new);
    }
}
