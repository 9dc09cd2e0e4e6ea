package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.service.catalog.AwsIamRoleRequest;
import com.databricks.sdk.service.catalog.AwsIamRoleResponse;
import com.databricks.sdk.service.catalog.CreateCatalog;
import com.databricks.sdk.service.catalog.CreateExternalLocation;
import com.databricks.sdk.service.catalog.CreateSchema;
import com.databricks.sdk.service.catalog.CreateStorageCredential;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.Resources.Found;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Setting;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Storage credentials, external locations, catalogs and schemas as things that are made. */
final class SdkStorage {
    private static final String READY = "ready";

    private final WorkspaceClient client;
    private final SdkCalls calls;

    SdkStorage(WorkspaceClient client, SdkCalls calls) {
        this.client = client;
        this.calls = calls;
    }

    Optional<Found> credential(String name) {
        return calls.find(
                        reading(Kind.STORAGE_CREDENTIAL, name),
                        () -> client.storageCredentials().get(Quoting.path(name)))
                .map(found -> {
                    Optional<AwsIamRoleResponse> role = Given.maybe(found.getAwsIamRole());
                    return new Found(
                            true,
                            READY,
                            settings(
                                    Setting.ROLE_ARN,
                                    role.map(AwsIamRoleResponse::getRoleArn).orElse(null)),
                            role.map(AwsIamRoleResponse::getExternalId),
                            role.map(AwsIamRoleResponse::getUnityCatalogIamArn));
                });
    }

    Optional<Found> location(String name) {
        return calls.find(
                        reading(Kind.EXTERNAL_LOCATION, name),
                        () -> client.externalLocations().get(Quoting.path(name)))
                .map(found -> {
                    Map<Setting, String> settings = settings(Setting.URL, found.getUrl());
                    Given.maybe(found.getCredentialName()).ifPresent(it -> settings.put(Setting.CREDENTIAL, it));
                    return SdkResources.found(true, READY, settings);
                });
    }

    Optional<Found> catalog(String name) {
        return calls.find(reading(Kind.CATALOG, name), () -> client.catalogs().get(Quoting.path(name)))
                .map(found -> SdkResources.found(true, READY, settings(Setting.STORAGE_ROOT, found.getStorageRoot())));
    }

    Optional<Found> schema(String name) {
        return calls.find(reading(Kind.SCHEMA, name), () -> client.schemas().get(Quoting.path(name)))
                .map(found -> SdkResources.found(true, READY, Map.of()));
    }

    void create(Resource resource) {
        Act act = Act.changing("create " + resource.words(), Needs.creating(resource));
        calls.run(act, () -> {
            switch (resource.kind()) {
                case STORAGE_CREDENTIAL -> createCredential(resource);
                case EXTERNAL_LOCATION -> createLocation(resource);
                case CATALOG -> createCatalog(resource);
                case SCHEMA -> createSchema(resource);
                case PROJECT, INSTANCE -> throw new IllegalArgumentException(resource.words() + " is no storage");
            }
        });
    }

    private void createCredential(Resource resource) {
        CreateStorageCredential wanted = new CreateStorageCredential()
                .setName(resource.name())
                .setAwsIamRole(new AwsIamRoleRequest()
                        .setRoleArn(resource.setting(Setting.ROLE_ARN).orElseThrow()));
        resource.setting(Setting.COMMENT).ifPresent(wanted::setComment);
        client.storageCredentials().create(wanted);
    }

    private void createLocation(Resource resource) {
        CreateExternalLocation wanted = new CreateExternalLocation()
                .setName(resource.name())
                .setUrl(resource.setting(Setting.URL).orElseThrow())
                .setCredentialName(resource.setting(Setting.CREDENTIAL).orElseThrow());
        resource.setting(Setting.COMMENT).ifPresent(wanted::setComment);
        client.externalLocations().create(wanted);
    }

    private void createCatalog(Resource resource) {
        CreateCatalog wanted = new CreateCatalog().setName(resource.name());
        resource.setting(Setting.STORAGE_ROOT).ifPresent(wanted::setStorageRoot);
        resource.setting(Setting.COMMENT).ifPresent(wanted::setComment);
        client.catalogs().create(wanted);
    }

    private void createSchema(Resource resource) {
        int dot = resource.name().indexOf('.');
        CreateSchema wanted = new CreateSchema()
                .setCatalogName(resource.name().substring(0, dot))
                .setName(resource.name().substring(dot + 1));
        resource.setting(Setting.COMMENT).ifPresent(wanted::setComment);
        client.schemas().create(wanted);
    }

    void delete(Kind kind, String name) {
        String path = Quoting.path(name);
        switch (kind) {
            case STORAGE_CREDENTIAL -> client.storageCredentials().delete(path);
            case EXTERNAL_LOCATION -> client.externalLocations().delete(path);
            case CATALOG -> client.catalogs().delete(path);
            case SCHEMA -> client.schemas().delete(path);
            case PROJECT, INSTANCE -> throw new IllegalArgumentException(name + " is no storage");
        }
    }

    private static Map<Setting, String> settings(Setting name, @Nullable String value) {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        if (value != null && !value.isBlank()) {
            settings.put(name, value);
        }
        return settings;
    }

    private static Act reading(Kind kind, String name) {
        return Act.reading("read " + kind.words() + " " + name, "access to " + name + "; its owner can grant that");
    }
}
