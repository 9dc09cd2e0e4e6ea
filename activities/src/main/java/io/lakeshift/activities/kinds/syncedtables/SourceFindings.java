package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.Column;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.List;

/** What is said of a source: that it is there, what of it can be synced, and by which key. */
public final class SourceFindings {
    private SourceFindings() {}

    static Finding filtered(SyncedTableSpec spec) {
        TableName source = spec.source();
        return Finding.blocker(
                "FILTERED_SOURCE",
                source + " has a row filter or a column mask; such a table cannot be synced.",
                "row_filter or mask",
                "CREATE VIEW " + viewBeside(source) + " AS SELECT * FROM " + Quoting.databricks(source)
                        + "; and sync the view in mode SNAPSHOT. It then holds the rows that you may see, and shows"
                        + " them to whoever may read in PostgreSQL.");
    }

    private static String viewBeside(TableName source) {
        return Quoting.databricks(new TableName(source.catalog(), source.schema(), source.table() + "_for_sync"));
    }

    static Finding view(SyncedTableSpec spec, String principal) {
        return Finding.warning(
                "VIEW_SOURCE",
                spec.source() + " is a view: what " + principal + " sees through it is copied, and is then seen by"
                        + " whoever may read " + spec.target() + " in PostgreSQL.",
                spec.source().full(),
                "Let an identity create it that sees what its readers may see.");
    }

    static Finding noKey(SyncedTableSpec spec, List<String> declared) {
        return Finding.blocker(
                "NO_PRIMARY_KEY",
                spec.source() + " has no primary key in the plan; a synced table needs one.",
                declared.isEmpty() ? "none is declared" : "declared: " + String.join(", ", declared),
                "Set primaryKey: [" + (declared.isEmpty() ? "…" : String.join(", ", declared)) + "] for this table.");
    }

    static Finding keyNotDeclared(SyncedTableSpec spec) {
        return Finding.warning(
                "KEY_NOT_DECLARED",
                spec.source() + " declares no primary key; the plan's is taken.",
                "primaryKey: " + spec.primaryKey(),
                "To declare it: ALTER TABLE " + Quoting.databricks(spec.source()) + " ADD CONSTRAINT "
                        + Quoting.databricks(spec.source().table() + "_pk") + " PRIMARY KEY ("
                        + Quoting.databricksList(spec.primaryKey()) + ");");
    }

    static Finding otherKey(SyncedTableSpec spec, List<String> declared) {
        return Finding.warning(
                "KEY_DIFFERS",
                "The plan's primary key of " + spec.source() + " is not the declared one.",
                "plan " + spec.primaryKey() + ", declared " + declared,
                "Set primaryKey: " + declared + " unless the other is meant.");
    }

    static Finding unknownColumn(SyncedTableSpec spec, String column, String where) {
        return Finding.blocker(
                "COLUMN_MISSING",
                spec.source() + " has no column " + column + ", which the plan names as " + where + ".",
                where,
                "Correct the name in the plan.");
    }

    static Finding unsupported(SyncedTableSpec spec, Column column) {
        return Finding.blocker(
                "TYPE_UNSUPPORTED",
                "Column " + column.name() + " of " + spec.source() + " is " + column.type()
                        + ", which cannot be synced.",
                column.name() + " " + column.type(),
                "Sync a view without it, in mode SNAPSHOT: CREATE VIEW " + viewBeside(spec.source())
                        + " AS SELECT * EXCEPT (" + Quoting.databricks(column.name()) + ") FROM "
                        + Quoting.databricks(spec.source()) + ";");
    }

    static Finding unlisted(SyncedTableSpec spec, Column column) {
        return Finding.warning(
                "TYPE_UNLISTED",
                "What becomes of column " + column.name() + " (" + column.type() + ") is not documented.",
                column.name() + " " + column.type(),
                "Look at it after the load.");
    }

    static Finding mayHoldNan(Column column) {
        return Finding.warning(
                "NAN_IN_JSON",
                "Column " + column.name() + " (" + column.type() + ") becomes jsonb, which knows no NaN.",
                column.name() + " " + column.type(),
                "Make sure that it holds no NaN or infinity.");
    }
}
