package io.lakeshift.activities.setup;

import io.lakeshift.activities.databricks.PlaceFindings;
import io.lakeshift.activities.databricks.Resources;
import io.lakeshift.activities.databricks.Resources.Found;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Setting;
import io.lakeshift.workflows.databricks.Resource.Way;
import io.lakeshift.workflows.setup.SyncedTableSetUps.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether buckets, roles and roots of a plan fit one another, and why a catalog should have a root of its own. */
final class StorageChecks {
    private final Resources resources;
    private final Survey asked;
    private final Map<Resource, Found> found;
    private final List<Finding> findings = new ArrayList<>();

    /** @param found what of the plan is there already */
    StorageChecks(Resources resources, Survey asked, Map<Resource, Found> found) {
        this.resources = resources;
        this.asked = asked;
        this.found = found;
    }

    List<Finding> look() {
        of(Kind.CATALOG).filter(it -> it.way() == Way.CREATE).forEach(this::covered);
        of(Kind.EXTERNAL_LOCATION).filter(it -> it.way() == Way.CREATE).forEach(this::credential);
        of(Kind.EXTERNAL_LOCATION).forEach(this::place);
        of(Kind.CATALOG).forEach(this::reasons);
        return findings;
    }

    private Stream<Resource> of(Kind kind) {
        return asked.resources().stream().filter(it -> it.kind() == kind);
    }

    /** As the plan says, else as Databricks does. */
    private Optional<String> setting(Resource resource, Setting setting) {
        return resource.setting(setting)
                .or(() -> Optional.ofNullable(found.get(resource))
                        .map(it -> it.settings().getOrDefault(setting, "")))
                .filter(value -> !value.isEmpty());
    }

    private void covered(Resource catalog) {
        Optional<String> root = catalog.setting(Setting.STORAGE_ROOT);
        if (root.isEmpty()) {
            return;
        }
        Optional<Resource> location = of(Kind.EXTERNAL_LOCATION).findFirst();
        if (location.isEmpty()) {
            findings.add(SetUpMessages.noLocation(catalog, root.get()));
            return;
        }
        setting(location.get(), Setting.URL)
                .filter(url -> !StoragePaths.covers(url, root.get()))
                .ifPresent(url -> findings.add(SetUpMessages.notCovered(catalog, root.get(), location.get(), url)));
    }

    private void credential(Resource location) {
        String name = location.setting(Setting.CREDENTIAL).orElse("");
        boolean ofThePlan = of(Kind.STORAGE_CREDENTIAL).anyMatch(it -> it.name().equals(name));
        if (!ofThePlan && resources.find(Kind.STORAGE_CREDENTIAL, name).isEmpty()) {
            findings.add(SetUpMessages.credentialUnknown(location, name));
        }
    }

    /** Nothing that Databricks answers tells where a bucket is: what is declared is compared, the rest is to be confirmed. */
    private void place(Resource location) {
        Optional<String> region = location.setting(Setting.REGION);
        Optional<String> account = location.setting(Setting.ACCOUNT);
        Optional<String> workspaceRegion = location.setting(Setting.WORKSPACE_REGION);
        Optional<String> workspaceAccount = location.setting(Setting.WORKSPACE_ACCOUNT);
        String bucket = "The bucket of " + location.words();
        apart(location, bucket, "region", region, workspaceRegion);
        apart(location, bucket, "account", account, workspaceAccount);
        roleAccount(location).ifPresent(role -> {
            apart(location, "The role of " + location.words(), "account", Optional.of(role), workspaceAccount);
        });
        boolean declared =
                Stream.of(region, account, workspaceRegion, workspaceAccount).allMatch(Optional::isPresent);
        if (!declared && location.way() == Way.CREATE) {
            findings.add(StorageFindings.confirmPlace(location));
        }
    }

    private void apart(
            Resource location, String what, String measure, Optional<String> it, Optional<String> workspace) {
        if (it.isPresent() && workspace.isPresent() && !it.equals(workspace)) {
            findings.add(StorageFindings.apart(location, what, measure, it.get(), workspace.get()));
        }
    }

    private Optional<String> roleAccount(Resource location) {
        String credential = setting(location, Setting.CREDENTIAL).orElse("");
        return of(Kind.STORAGE_CREDENTIAL)
                .filter(it -> it.name().equals(credential))
                .findFirst()
                .flatMap(it -> setting(it, Setting.ROLE_ARN))
                .map(arn -> arn.split(":", -1))
                .filter(parts -> parts.length > 4)
                .map(parts -> parts[4]);
    }

    private void reasons(Resource catalog) {
        Optional<String> root = setting(catalog, Setting.STORAGE_ROOT);
        long sources = asked.sources().stream()
                .filter(source -> source.catalog().equals(catalog.name()))
                .distinct()
                .count();
        findings.add(StorageFindings.reasons(catalog, root, sources));
        if (root.isEmpty() && sources > 0) {
            findings.add(PlaceFindings.defaultStorage(
                    catalog.name(), asked.lakebase().backend() == Backend.AUTOSCALING));
        }
    }
}
