package io.lakeshift.activities.setup;

import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.WorkspaceException.Reason;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Setting;
import java.util.Locale;
import java.util.Optional;

/** What can be wrong with what tables stand on, and what to do about it. */
final class SetUpMessages {
    private SetUpMessages() {}

    static Finding absent(Resource resource) {
        return Finding.blocker(
                "RESOURCE_MISSING",
                "The plan reuses the " + resource.words() + ", but there is none.",
                resource.name(),
                "Correct its name, or write create instead of reuse: then it is made.");
    }

    static Finding thereAlready(Resource resource) {
        return Finding.blocker(
                "RESOURCE_EXISTS",
                "The plan creates the " + resource.words() + ", but there is one that this migration has not made.",
                resource.name(),
                "Write reuse instead of create if it is the one you mean, or choose another name.");
    }

    static Finding willBeCreated(Resource resource) {
        return Finding.info("RESOURCE_WILL_BE_CREATED", "The " + resource.words() + " will be created.");
    }

    static Finding differs(Resource resource, Setting setting, String there, String wanted) {
        return Finding.blocker(
                "RESOURCE_DIFFERS",
                "The " + resource.words() + " has " + word(setting) + " " + there + ", but the plan says " + wanted
                        + ".",
                resource.name(),
                "Correct the plan, or choose another name.");
    }

    static Finding notCovered(Resource catalog, String root, Resource location, String url) {
        return Finding.blocker(
                "STORAGE_ROOT_NOT_COVERED",
                "The storage root " + root + " of catalog " + catalog.name() + " is not within external location "
                        + location.name() + ", which covers " + url + ".",
                root,
                "Choose a storage root within " + url + ", or a location that covers it.");
    }

    static Finding noLocation(Resource catalog, String root) {
        return Finding.blocker(
                "STORAGE_ROOT_NOT_COVERED",
                "Catalog " + catalog.name() + " is to store its tables in " + root
                        + ", but the plan names no external location for that.",
                root,
                "Name it as setup.externalLocation, with create or reuse.");
    }

    static Finding credentialUnknown(Resource location, String credential) {
        return Finding.blocker(
                "CREDENTIAL_MISSING",
                "External location " + location.name() + " needs the storage credential " + credential
                        + ", which is neither there nor made by the plan.",
                credential,
                "Name it as setup.storageCredential with create, or correct its name.");
    }

    static Finding lakebaseUnavailable(WorkspaceException said) {
        return Finding.blocker(
                "LAKEBASE_UNAVAILABLE",
                String.valueOf(said.getMessage()),
                "databricks postgres list-projects",
                "Have the workspace's admin enable Lakebase, or choose another profile.");
    }

    static WorkspaceException exists(Resource resource) {
        Finding finding = thereAlready(resource);
        return WorkspaceException.of(
                MigrationFailure.EXISTS_DIFFERENTLY,
                finding.message() + " " + finding.remedy().orElse(""));
    }

    static WorkspaceException differs(Finding finding) {
        return WorkspaceException.of(
                MigrationFailure.EXISTS_DIFFERENTLY,
                finding.message() + " " + finding.remedy().orElse(""));
    }

    static WorkspaceException operationFailed(Resource resource, String said) {
        return WorkspaceException.of(
                MigrationFailure.WORKSPACE_REFUSED,
                "The " + resource.words() + " could not be created: " + said + " Look at it in the workspace.");
    }

    static WorkspaceException gone(Resource resource) {
        return WorkspaceException.of(
                MigrationFailure.OBJECT_MISSING,
                "The " + resource.words() + " was created and is not there any more. Somebody has deleted it.");
    }

    /** The same refusal with what helps against it; one by the cloud may pass, so it is tried again. */
    static WorkspaceException refused(Resource resource, WorkspaceException said) {
        String remedy = remedy(resource, String.valueOf(said.getMessage()), said.reason());
        if (remedy.isEmpty()) {
            return said;
        }
        MigrationFailure failure =
                said.reason() == Reason.STORAGE_DENIED ? MigrationFailure.WORKSPACE_UNAVAILABLE : said.failure();
        return new WorkspaceException(failure, said.reason(), said.getMessage() + " " + remedy, said.retryAfter());
    }

    private static String remedy(Resource resource, String said, Reason reason) {
        String lower = said.toLowerCase(Locale.ROOT);
        if (reason == Reason.STORAGE_DENIED) {
            return "Verify that the trust policy of the role lets Databricks assume it, with the external id of the"
                    + " storage credential; a change takes some minutes to spread, so it is tried again for a while.";
        }
        if (lower.contains("bucket") && (lower.contains("not exist") || lower.contains("not found"))) {
            return "Confirm that the bucket exists, in the same AWS region as the workspace.";
        }
        if (resource.kind() == Kind.CATALOG && lower.contains("storage root")) {
            return "Verify that an external location covers "
                    + resource.setting(Setting.STORAGE_ROOT).orElse("it") + ".";
        }
        return "";
    }

    static String left(String words, String why) {
        return "left " + words + ": " + why;
    }

    static String holds(Optional<String> first) {
        return first.map(name -> "it holds " + name + ", which this migration has not made.")
                .orElse("");
    }

    private static String word(Setting setting) {
        return switch (setting) {
            case ROLE_ARN -> "role";
            case URL -> "URL";
            case CREDENTIAL -> "storage credential";
            case STORAGE_ROOT -> "storage root";
            case CAPACITY -> "capacity";
            case COMMENT, TRUST_PRINCIPAL, REGION, ACCOUNT, WORKSPACE_REGION, WORKSPACE_ACCOUNT ->
                setting.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
