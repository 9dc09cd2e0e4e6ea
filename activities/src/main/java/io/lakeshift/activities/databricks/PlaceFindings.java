package io.lakeshift.activities.databricks;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.TableName;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of catalogs, schemas and privileges. */
public final class PlaceFindings {
    private PlaceFindings() {}

    public static Finding sourceMissing(TableName source) {
        return Finding.blocker(
                "SOURCE_MISSING",
                "There is no table " + source + ", or it may not be seen.",
                "GET /api/2.1/unity-catalog/tables/" + source,
                "Correct the name, or have its owner run: GRANT SELECT ON TABLE " + Quoting.databricks(source)
                        + " TO `<you>`;");
    }

    public static Finding missingPrivilege(String principal, String privilege, String kind, String name) {
        String words = privilege.replace('_', ' ');
        String quoted = Stream.of(name.split("\\.")).map(Quoting::databricks).collect(Collectors.joining("."));
        return Finding.blocker(
                "PRIVILEGE_MISSING",
                principal + " lacks " + words + " on " + kind + " " + name + ".",
                privilege,
                "Its owner, or whoever has MANAGE on it, can run: GRANT " + words + " ON " + kind + " " + quoted
                        + " TO " + Quoting.databricks(principal) + ";");
    }

    public static Finding privilegesUnknown(String kind, String name, Set<String> needed) {
        return Finding.info(
                "PRIVILEGES_UNKNOWN",
                "The workspace does not tell who may do what with " + kind + " " + name + "; needed are "
                        + String.join(", ", new TreeSet<>(needed)) + ".");
    }

    public static Finding schemaMissing(String what, String catalog, String schema, String option) {
        return Finding.blocker(
                "SCHEMA_MISSING",
                "The " + what + " schema " + catalog + "." + schema + " does not exist.",
                catalog + "." + schema,
                "CREATE SCHEMA " + Quoting.databricks(catalog) + "." + Quoting.databricks(schema) + "; or set " + option
                        + ".");
    }

    public static Finding schemaWillBeCreated(String what, String catalog, String schema) {
        return Finding.info(
                "SCHEMA_WILL_BE_CREATED", "The " + what + " schema " + catalog + "." + schema + " will be created.");
    }

    public static Finding catalogMissing(String catalog) {
        return Finding.blocker(
                "CATALOG_MISSING",
                "There is no catalog " + catalog + ", or it may not be seen.",
                catalog,
                "CREATE CATALOG " + Quoting.databricks(catalog) + "; or correct the name.");
    }

    public static Finding storedElsewhere(TableName table, String location, String root) {
        return Finding.warning(
                "STORED_ELSEWHERE",
                table + " is a managed table, but does not lie below the storage root of catalog " + table.catalog()
                        + ", which is " + root + ": the root was another when it was made.",
                location,
                "Whoever may read the bucket has to be let into both places; to move it: CREATE TABLE … DEEP CLONE "
                        + Quoting.databricks(table) + "; and sync the clone.");
    }

    public static Finding defaultStorage(String catalog, boolean blocks) {
        String message = "Catalog " + catalog + " keeps its tables in the workspace's default storage, from which"
                + " autoscaling Lakebase projects cannot sync.";
        String remedy = "Move the table to a catalog with a storage root of its own.";
        return blocks
                ? Finding.blocker("DEFAULT_STORAGE", message, "storage_root is empty", remedy)
                : Finding.warning("DEFAULT_STORAGE", message, "storage_root is empty", remedy);
    }
}
