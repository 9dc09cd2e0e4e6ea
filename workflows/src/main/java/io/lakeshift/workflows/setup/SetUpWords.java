package io.lakeshift.workflows.setup;

import io.lakeshift.workflows.Digests;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Setting;
import io.lakeshift.workflows.databricks.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a set-up says to people, and its hash. */
final class SetUpWords {
    private static final String MANUAL =
            "https://docs.databricks.com/aws/en/connect/unity-catalog/cloud-storage/s3/s3-external-location-manual";

    private SetUpWords() {}

    static String hash(List<Resource> resources, List<TableName> sources) {
        List<String> lines = new ArrayList<>();
        lines.add("set-up");
        resources.stream().map(Resource::fingerprint).sorted().forEach(lines::add);
        sources.stream().map(TableName::full).sorted().forEach(lines::add);
        return Digests.sha256(String.join("\n", lines));
    }

    /** How long each takes and what it costs; prices are the workspace's. */
    static String expectation(Resource resource) {
        return switch (resource.kind()) {
            case STORAGE_CREDENTIAL ->
                "seconds, once the role " + resource.setting(Setting.ROLE_ARN).orElse("") + " is ready; no cost";
            case EXTERNAL_LOCATION -> "seconds, some minutes where the role is new; no cost by itself";
            case CATALOG, SCHEMA -> "seconds; no cost by itself, its tables are paid as storage";
            case PROJECT ->
                "about a minute; compute is paid by capacity unit and second while it is awake, storage by GB and month";
            case INSTANCE ->
                "some minutes; " + resource.setting(Setting.CAPACITY).orElse("CU_1")
                        + " is paid by the hour until it is stopped or deleted, storage by GB and month";
        };
    }

    static String waitingForRole(Resource credential, List<String> files, String hash) {
        String role = credential.setting(Setting.ROLE_ARN).orElse("");
        String policies = files.isEmpty()
                ? " as the manual says"
                : " with the policies in " + files.stream().sorted().collect(Collectors.joining(" and "));
        boolean trustUnknown = files.stream().noneMatch(name -> name.contains("trust"));
        return "Make the AWS role " + role + policies + "." + (trustUnknown ? " Whom it must trust says " + MANUAL : "")
                + " Then run: lakeshift set-up -f PLAN --role-ready --plan-hash " + hash;
    }

    static String overdue(Resource resource, String state, long minutes) {
        return "The " + resource.words() + " is " + state + " and not ready after " + minutes
                + " minutes. It is not asked for again; look at it in the workspace, then run: lakeshift set-up -f PLAN";
    }
}
