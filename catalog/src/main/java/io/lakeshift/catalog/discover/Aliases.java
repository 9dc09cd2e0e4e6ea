package io.lakeshift.catalog.discover;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names tables by their leaf directory, and with parents where leaves collide: {@code eu_orders}, {@code us_orders}. */
final class Aliases {
    private Aliases() {}

    static Map<Path, String> of(List<Path> roots) {
        Map<Path, String> aliases = new LinkedHashMap<>();
        Map<String, Integer> leaves = new HashMap<>();
        roots.forEach(root -> leaves.merge(name(root, 1), 1, Integer::sum));
        Set<String> taken = new HashSet<>();
        leaves.forEach((leaf, count) -> {
            if (count == 1) {
                taken.add(leaf);
            }
        });
        for (Path root : roots) {
            String leaf = name(root, 1);
            aliases.put(root, leaves.getOrDefault(leaf, 0) == 1 ? leaf : longer(root, roots, taken));
        }
        return aliases;
    }

    private static String longer(Path root, List<Path> roots, Set<String> taken) {
        for (int parts = 2; parts <= root.getNameCount(); parts++) {
            String candidate = name(root, parts);
            int length = parts;
            long same = roots.stream()
                    .filter(other -> name(other, length).equals(candidate))
                    .count();
            if (same == 1 && taken.add(candidate)) {
                return candidate;
            }
        }
        String whole = name(root, root.getNameCount());
        int number = 2;
        while (!taken.add(whole + "_" + number)) {
            number++;
        }
        return whole + "_" + number;
    }

    private static String name(Path root, int parts) {
        int count = root.getNameCount();
        if (count == 0) {
            return "table";
        }
        StringBuilder name = new StringBuilder();
        for (int i = Math.max(0, count - parts); i < count; i++) {
            name.append(name.isEmpty() ? "" : "_").append(root.getName(i));
        }
        return name.toString();
    }
}
