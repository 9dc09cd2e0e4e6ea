package io.lakeshift.cli.doctor;

import io.lakeshift.activities.databricks.Cloud;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.cli.doctor.Place.Destination;
import io.lakeshift.workflows.databricks.TableName;
import java.util.Collection;
import java.util.List;

/** What is said of prerequisites, each that is missing with what to do. */
final class PrerequisiteMessages {
    private PrerequisiteMessages() {}

    static Check beta() {
        return Check.warning(
                "Lakehouse Sync", "Beta, AWS only, in regions with autoscaling Lakebase; no API tells which.");
    }

    static Check cloud(String host, String rule) {
        Cloud cloud = Cloud.of(host);
        return switch (cloud) {
            case AWS -> Check.ok("Cloud", "AWS, by the name of " + host);
            case THIS_MACHINE -> Check.ok("Cloud", host + " is on this machine: taken for a rehearsal's, on AWS");
            case AZURE, GOOGLE ->
                Check.failed(
                        "Cloud",
                        "%s is a workspace on %s. %s: use a profile of a workspace whose host ends with .cloud.databricks.com."
                                .formatted(host, cloud.words(), rule));
            case UNKNOWN ->
                Check.unknown(
                        "Cloud",
                        "The name of %s does not tell its cloud. %s: ask the workspace's admin.".formatted(host, rule));
        };
    }

    static Check noSystemCatalog() {
        return Check.warning(
                "Unity Catalog",
                "It answers, but its catalog system is not among those that you may see: check that the workspace is attached to the metastore that is meant.");
    }

    static Check tablesAreAssessed() {
        return Check.unknown(
                "Tables", "Keys, change data feeds and privileges of single tables: lakeshift assess -f PLAN");
    }

    static Check lakebaseNotNamed() {
        return Check.unknown("Lakebase", "None is named: add --project NAME, or -f PLAN.");
    }

    static Check noLakebase(String what, Collection<String> there) {
        return Check.failed(
                "Lakebase",
                "There is no Lakebase %s%s. Correct its name, or create it: a plan's spec.setup.lakebase, then lakeshift set-up -f PLAN."
                        .formatted(what, there.isEmpty() ? "" : ", but " + String.join(", ", there)));
    }

    static Check noTables(String schema) {
        return Check.failed(
                "Source tables",
                "There is no table in schema %s of PostgreSQL. Create the tables that are to be synced first, or name another schema with --schema."
                        .formatted(schema));
    }

    static Check destinationNotNamed() {
        return Check.unknown("Destination", "None is named: add --destination CATALOG.SCHEMA.");
    }

    static Check noDestination(String what) {
        return Check.failed(
                "Destination",
                "There is no %s, or it may not be seen. Correct its name, or create it: a plan's spec.setup.catalog and spec.setup.schema, then lakeshift set-up -f PLAN."
                        .formatted(what));
    }

    static Check noPipelines(WorkspaceException said) {
        return Check.failed(
                "Declarative Pipelines",
                "Lakeflow Declarative Pipelines (serverless) are not available to this identity; ask the workspace's admin. "
                        + said.getMessage());
    }

    static Check privilegesMissing(Collection<String> missing, Destination in) {
        return Check.failed(
                "Privileges",
                "You lack %s on %s; its owner, or whoever has MANAGE on it, can grant that."
                        .formatted(String.join(", ", missing), in));
    }

    static Check historyNotNamed() {
        return Check.unknown(
                "History", "No entity is named: add --entity NAME for each, and --destination CATALOG.SCHEMA.");
    }

    static Check noHistory(TableName table) {
        return Check.failed(
                "History",
                "There is no %s, or it may not be seen. A medallion pipeline does not make it: Lakehouse Sync does, see lakeshift doctor --for lakehouse-sync."
                        .formatted(table));
    }

    static List<Check> notLookedAt() {
        return List.of(Check.unknown("Prerequisites", "Not looked at: the login has to work first."));
    }
}
