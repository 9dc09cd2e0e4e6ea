package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.SyncedTableInventory.Inventory;
import io.lakeshift.activities.ledger.CreatedObjects.CreatedObject;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Limit;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.OfTable;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How many synced tables a source has, wherever they are: those that Unity Catalog knows, and those that another
 * migration is about to make. A source can have twenty.
 */
final class SourceQuota {
    static final int MOST = 20;
    private static final int SHOWN = 5;

    /** Source to synced tables, both in lower case as Unity Catalog keeps them. */
    private final Map<String, Set<String>> bySource = new LinkedHashMap<>();

    SourceQuota(Inventory inventory, List<CreatedObject> planned) {
        inventory.tables().forEach(table -> count(table.source(), table.name().full()));
        planned.forEach(object -> object.before().ifPresent(source -> count(source, object.name())));
    }

    private void count(String source, String table) {
        bySource.computeIfAbsent(key(source), it -> new TreeSet<>()).add(key(table));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    Set<String> of(TableName source) {
        return bySource.getOrDefault(key(source.full()), Set.of());
    }

    /** The entries of the plan that would be the twenty-first or more, in the plan's order. */
    List<OfTable> doNotFit(List<SyncedTableSpec> tables) {
        List<OfTable> found = new ArrayList<>();
        Map<TableName, Integer> added = new LinkedHashMap<>();
        for (SyncedTableSpec table : tables) {
            Set<String> there = of(table.source());
            if (there.contains(key(table.target().full()))) {
                continue;
            }
            int more = added.merge(table.source(), 1, Integer::sum);
            if (there.size() + more > MOST) {
                found.add(new OfTable(
                        table.target(), LimitFindings.sourceSyncedTooOften(table, there, added(table, tables))));
            }
        }
        return found;
    }

    private int added(SyncedTableSpec table, List<SyncedTableSpec> tables) {
        return (int) tables.stream()
                .filter(other -> other.source().equals(table.source()))
                .filter(other -> !of(other.source()).contains(key(other.target().full())))
                .count();
    }

    /** The fullest sources of the plan. */
    List<Limit> limits(List<SyncedTableSpec> tables) {
        record Use(TableName source, int there, int added) {}
        return tables.stream()
                .map(table -> new Use(table.source(), of(table.source()).size(), added(table, tables)))
                .distinct()
                .sorted(Comparator.comparingInt((Use use) -> use.there() + use.added())
                        .reversed())
                .limit(SHOWN)
                .map(use -> new Limit(
                        "synced tables of " + use.source(),
                        use.there() + " of " + MOST + " there, the plan adds " + use.added()))
                .toList();
    }
}
