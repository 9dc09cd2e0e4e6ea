package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.service.database.DatabaseAPI;
import com.databricks.sdk.service.postgres.CatalogCatalogStatus;
import com.databricks.sdk.service.postgres.PostgresAPI;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.TableName;
import java.util.Optional;

/** Catalogs that are a Lakebase's database: what is created in one goes to that database, whatever else is asked. */
final class RegisteredCatalogs {
    private final SdkCalls calls;

    RegisteredCatalogs(SdkCalls calls) {
        this.calls = calls;
    }

    /** Whether the table's catalog says already where it goes; fails where it says somewhere else. */
    boolean decides(DatabaseAPI database, TableName name, Lakebase lakebase) {
        return calls.find(reading(name), () -> database.getDatabaseCatalog(Quoting.path(name.catalog())))
                .map(found -> agree(
                        name,
                        lakebase,
                        Given.text(found.getDatabaseInstanceName()),
                        lakebase.place(),
                        Given.text(found.getDatabaseName())))
                .orElse(false);
    }

    boolean decides(PostgresAPI postgres, TableName name, Lakebase lakebase, String branch) {
        Optional<CatalogCatalogStatus> status = calls.find(
                        reading(name), () -> postgres.getCatalog("catalogs/" + Quoting.path(name.catalog())))
                .flatMap(found -> Given.maybe(found.getStatus()));
        return status.map(found -> agree(
                        name, lakebase, Given.text(found.getBranch()), branch, Given.text(found.getPostgresDatabase())))
                .orElse(false);
    }

    private static boolean agree(TableName name, Lakebase lakebase, String place, String wanted, String database) {
        if (place.equals(wanted) && database.equals(lakebase.database())) {
            return true;
        }
        throw WorkspaceException.of(
                MigrationFailure.EXISTS_DIFFERENTLY,
                "Catalog " + name.catalog() + " is registered for database " + database + " of " + place
                        + ", but the plan takes " + name + " to database " + lakebase.database() + " of " + wanted
                        + ". Name that Lakebase in the plan, or another target catalog.");
    }

    private static Act reading(TableName name) {
        return Act.reading("read catalog " + name.catalog(), Needs.target(name));
    }
}
