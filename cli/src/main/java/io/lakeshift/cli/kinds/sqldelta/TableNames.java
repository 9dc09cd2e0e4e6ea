package io.lakeshift.cli.kinds.sqldelta;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the tables of a plan are called. One that a pattern has found is called by its folder, and where that is another
 * table's name too, by as many of the folders above as tell the two apart: {@code eu_orders}, {@code us_orders}.
 */
final class TableNames {
    private final Map<String, String> given = new LinkedHashMap<>();
    private final Map<String, String> found = new LinkedHashMap<>();

    /** By a person, who may give it another name. */
    void given(String path, String name) {
        found.remove(path);
        given.putIfAbsent(path, name);
    }

    /** By a pattern. A table that several of them find, or that is given as well, is one table. */
    void found(String path, String name) {
        if (!given.containsKey(path)) {
            found.putIfAbsent(path, name);
        }
    }

    /** First those that were given. */
    Map<String, String> byPath() {
        Map<String, String> names = new LinkedHashMap<>(given);
        Set<String> taken = new HashSet<>(given.values());
        found.forEach((path, name) -> {
            String own = isShared(name) ? longer(path, taken) : name;
            taken.add(own);
            names.put(path, own);
        });
        return names;
    }

    private boolean isShared(String name) {
        return given.containsValue(name)
                || found.values().stream().filter(name::equals).count() > 1;
    }

    private String longer(String path, Set<String> taken) {
        Path parts = Path.of(path);
        for (int count = 2; count <= parts.getNameCount(); count++) {
            String name = last(parts, count);
            int length = count;
            boolean alone = found.keySet().stream()
                    .filter(other -> !other.equals(path))
                    .noneMatch(other -> last(Path.of(other), length).equals(name));
            if (alone && !taken.contains(name)) {
                return name;
            }
        }
        return last(parts, parts.getNameCount());
    }

    private static String last(Path path, int count) {
        int names = path.getNameCount();
        return path.subpath(Math.max(0, names - count), names).toString().replace('/', '_');
    }
}
