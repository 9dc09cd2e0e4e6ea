package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.lakebase.Occupant;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.TableName;

/** What is said of what is there already under the name of a target. */
final class TargetFindings {
    private TargetFindings() {}

    static Finding existsAsWanted(TableName target) {
        return Finding.info(
                "TARGET_EXISTS",
                "There is a synced table " + target
                        + " just as it is wanted: it is taken over, and a rollback leaves it.");
    }

    static Finding existsDifferently(TableName target, String difference) {
        return Finding.blocker(
                "EXISTS_DIFFERENTLY",
                "There is a synced table " + target + " with another spec: " + difference + ".",
                target.full(),
                recreate(target));
    }

    static String recreate(TableName target) {
        return "Choose another target, or remove it: first in Unity Catalog (databricks database"
                + " delete-synced-database-table " + target + "), then in PostgreSQL: DROP TABLE IF EXISTS "
                + Quoting.postgres(target) + ";";
    }

    static Finding nameTaken(TableName target, Occupant occupant) {
        return Finding.blocker(
                "POSTGRES_NAME_TAKEN",
                "In PostgreSQL, there is " + occupant.words() + ". A sync would replace it.",
                target.full(),
                "Choose another target, or rename what is there.");
    }

    /** PostgreSQL's table is named by schema and table alone. */
    static Finding keptByAnother(TableName target, TableName keeper) {
        return Finding.blocker(
                "SYNCED_BY_ANOTHER",
                "The table of " + target + " in PostgreSQL would be the one that synced table " + keeper
                        + " keeps in the same database: the two would replace each other's rows.",
                target.full(),
                "Choose another schema or table for the target, or another database.");
    }

    static Finding orphan(TableName target, Occupant occupant) {
        return Finding.blocker(
                "ORPHANED_TABLE",
                "In PostgreSQL, there is " + occupant.words() + ", which an earlier synced table has left.",
                target.full(),
                dropOrTakeOver(occupant));
    }

    static Finding orphanTakenOver(TableName target, Occupant occupant) {
        return Finding.warning(
                "ORPHAN_TAKEN_OVER",
                "In PostgreSQL, there is " + occupant.words()
                        + ", which an earlier synced table has left: it is replaced, as the plan says (takeOver).",
                target.full(),
                "Take takeOver out of the plan where somebody still reads it.");
    }

    static String dropOrTakeOver(Occupant occupant) {
        return "Where nobody reads it: DROP TABLE " + occupant.name()
                + "; or let this migration replace it with takeOver: true beside the table in the plan.";
    }

    static Finding targetTaken(TableName target) {
        return Finding.blocker(
                "TARGET_TAKEN",
                target + " is a table, but no synced table.",
                target.full(),
                "Choose another target for it.");
    }
}
