package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.Column;
import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep.TestQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be asked of the table in PostgreSQL itself: its shape, and the plan's test queries. */
final class TargetChecks {
    private static final Duration LONGEST_QUERY = Duration.ofMinutes(5);

    private final LakebaseDatabase database;
    private final SyncedTableSpec spec;

    TargetChecks(LakebaseDatabase database, SyncedTableSpec spec) {
        this.database = database;
        this.spec = spec;
    }

    SchemaComparison.Target target() {
        return new SchemaComparison.Target(database.columns(spec.target()), database.primaryKey(spec.target()));
    }

    /** Types, the key, and what is in the JSON columns; what is wrong goes into {@code notes}. */
    boolean shapes(SourceTable source, SchemaComparison.Target target, List<String> notes) {
        SchemaComparison schema = SchemaComparison.of(source.columns(), spec.primaryKey(), target);
        notes.addAll(schema.recreate());
        if (!schema.added().isEmpty()) {
            notes.add("not here yet: " + String.join(", ", schema.added()) + ", which the next update brings");
        }
        List<Column> json = source.columns().stream()
                .filter(column -> ColumnTypes.isComplex(column.type()) && target.has(column.name()))
                .toList();
        return jsonKinds(json, notes) && schema.recreate().isEmpty();
    }

    /** Applications use PostgreSQL's functions for JSON, which fail at the first value of another kind. */
    private boolean jsonKinds(List<Column> json, List<String> notes) {
        if (json.isEmpty()) {
            return true;
        }
        List<String> counts = new ArrayList<>();
        for (Column column : json) {
            counts.add("count(*) FILTER (WHERE jsonb_typeof(" + Quoting.postgres(column.name()) + ") <> '"
                    + kind(column) + "')");
        }
        List<Optional<String>> found = database.texts(
                        "read the kinds of JSON in " + spec.target(),
                        "SELECT " + String.join(", ", counts) + " FROM " + Quoting.postgres(spec.target()))
                .get(0);
        boolean all = true;
        for (int i = 0; i < json.size(); i++) {
            String others = found.get(i).orElse("0");
            if (!others.equals("0")) {
                all = false;
                notes.add(others + " values of " + json.get(i).name() + " are no JSON " + kind(json.get(i)));
            }
        }
        if (all) {
            notes.add("JSON as expected in "
                    + String.join(
                            ", ",
                            json.stream()
                                    .map(column -> column.name() + " (" + kind(column) + ")")
                                    .toList()));
        }
        return all;
    }

    private static String kind(Column column) {
        return column.type().strip().toLowerCase(Locale.ROOT).startsWith("array") ? "array" : "object";
    }

    boolean testQueries(List<String> notes) {
        boolean all = true;
        for (TestQuery query : spec.upkeep().testQueries()) {
            all &= passes(query, notes);
        }
        return all;
    }

    private boolean passes(TestQuery query, List<String> notes) {
        String named = "test query '" + query.name() + "'";
        Optional<List<Optional<String>>> row;
        try {
            row = database.firstOfForeign("run " + named, query.sql(), LONGEST_QUERY);
        } catch (WorkspaceException e) {
            if (e.failure().retryable()) {
                throw e;
            }
            notes.add(named + " failed: " + e.getMessage());
            return false;
        }
        String first = row.map(cells -> cells.get(0).orElse("NULL")).orElse("no row");
        if (query.expect().filter(wanted -> !wanted.equals(first)).isPresent()) {
            notes.add(named + " answers " + first + ", expected is "
                    + query.expect().get());
            return false;
        }
        notes.add(named + (query.expect().isPresent() ? " answers " + first + " as expected" : " runs"));
        return true;
    }
}
