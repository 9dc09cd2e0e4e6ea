package io.lakeshift.activities.setup;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Setting;
import java.util.Optional;

/** What is said of buckets and of storage of one's own. */
final class StorageFindings {
    private StorageFindings() {}

    /** @param measure {@code region} or {@code account} */
    static Finding apart(Resource location, String what, String measure, String there, String workspace) {
        return Finding.blocker(
                "BUCKET_ELSEWHERE",
                what + " is in AWS " + measure + " " + there + ", but the workspace is in " + workspace + ".",
                "spec.setup: " + location.setting(Setting.URL).orElse(location.name()),
                "Take a bucket and a role in the account and region of the workspace, or correct what the plan"
                        + " declares.");
    }

    static Finding confirmPlace(Resource location) {
        return Finding.warning(
                "CONFIRM_BUCKET_PLACE",
                "Confirm that the bucket of " + location.words() + " and its role are in the AWS account and region of"
                        + " the workspace, and that you may make roles and policies there: Databricks does not tell.",
                location.setting(Setting.URL).orElse(location.name()),
                "To have it checked, declare region and account in setup.externalLocation and in setup.workspace.");
    }

    /** @param sources of the plan that lie in the catalog */
    static Finding reasons(Resource catalog, Optional<String> root, long sources) {
        String tables = sources == 0 ? "no, none of this plan's" : "yes, " + sources + " of this plan's";
        return Finding.info(
                root.isPresent() ? "EXTERNAL_STORAGE" : "METASTORE_STORAGE",
                "Catalog " + catalog.name() + " keeps its tables in "
                        + root.orElse("the metastore's storage, which is enough in most cases")
                        + ". A storage root of its own is for three cases: tables are synced from it (" + tables
                        + "); the bucket's location, encryption or life cycle are to be controlled ("
                        + root.map(path -> "yes, the plan names the bucket").orElse("no, the plan names no bucket")
                        + "); another account or workspace reads it (Databricks does not tell).");
    }
}
