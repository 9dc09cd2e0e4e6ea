package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The source's columns beside those in PostgreSQL. Only what is added comes with an update; everything else takes a new
 * synced table.
 *
 * @param added columns that PostgreSQL does not have yet, for people
 * @param recreate why the table has to be made anew, for people
 * @see <a href="https://docs.databricks.com/aws/en/oltp/instances/sync-data/sync-table">the limitations of synced
 *     tables</a>
 */
record SchemaComparison(List<String> added, List<String> recreate) {
    SchemaComparison {
        added = List.copyOf(added);
        recreate = List.copyOf(recreate);
    }

    /** What PostgreSQL has: columns, and the key's names in order. */
    record Target(List<LakebaseDatabase.Column> columns, List<String> key) {
        boolean has(String name) {
            return find(name).isPresent();
        }

        private Optional<LakebaseDatabase.Column> find(String name) {
            return columns.stream()
                    .filter(column -> column.name().equalsIgnoreCase(name))
                    .findFirst();
        }
    }

    static SchemaComparison of(List<CatalogObjects.Column> source, List<String> key, Target target) {
        List<String> added = new ArrayList<>();
        List<String> recreate = new ArrayList<>();
        for (CatalogObjects.Column column : source) {
            Optional<LakebaseDatabase.Column> here = target.find(column.name());
            if (here.isEmpty()) {
                added.add(column.name() + " (" + column.type() + ")");
            } else if (!fits(column.type(), here.get().type())) {
                recreate.add("column " + column.name() + " is " + column.type() + " in the source and "
                        + here.get().type() + " in PostgreSQL");
            }
        }
        for (LakebaseDatabase.Column column : target.columns()) {
            if (source.stream().noneMatch(there -> there.name().equalsIgnoreCase(column.name()))) {
                recreate.add("column " + column.name() + " is not in the source any more: it was dropped or renamed");
            }
        }
        if (!lower(key).equals(lower(target.key()))) {
            recreate.add("the key is " + key + " in the plan and " + target.key() + " in PostgreSQL");
        }
        return new SchemaComparison(added, recreate);
    }

    private static boolean fits(String source, String target) {
        String expected = ColumnTypes.postgres(source).orElse("unlisted");
        if (!expected.equals("numeric")) {
            return expected.equals("unlisted") || expected.equals(target);
        }
        String digits = source.replaceAll("[^0-9,]", "");
        return target.equals("numeric") || target.equals("numeric(" + (digits.isEmpty() ? "10,0" : digits) + ")");
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
