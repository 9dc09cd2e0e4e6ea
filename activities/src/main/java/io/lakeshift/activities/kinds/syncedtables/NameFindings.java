package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.List;
import java.util.Optional;

/** What is said of names that PostgreSQL cuts off, quotes or changes. */
final class NameFindings {
    private NameFindings() {}

    static Finding tooLong(String what, String name) {
        return Finding.blocker(
                "NAME_TOO_LONG",
                "PostgreSQL cuts names off at " + Quoting.LONGEST_POSTGRES_NAME + " bytes: " + what + " " + name + ".",
                name,
                "Use a shorter name, such as " + Quoting.shortened(name) + ".");
    }

    static Finding oddName(TableName target, String part) {
        return Finding.warning(
                "NAME_NEEDS_QUOTES",
                "'" + part + "' has other characters than letters, digits and underscores; Databricks may refuse it.",
                target.full(),
                "In PostgreSQL write " + Quoting.postgres(target) + "; better choose a plain name.");
    }

    static Finding quotedColumns(SyncedTableSpec spec, List<String> columns) {
        return Finding.info(
                "COLUMNS_NEED_QUOTES",
                "In PostgreSQL these columns of " + spec.target() + " are written in double quotes: "
                        + Quoting.postgresList(columns) + ".");
    }

    static Optional<Finding> shortenedIndexName(String name) {
        return Quoting.fitsPostgres(name)
                ? Optional.empty()
                : Optional.of(Finding.info(
                        "INDEX_NAME_SHORTENED", "Index " + name + " will be called " + Quoting.shortened(name) + "."));
    }
}
