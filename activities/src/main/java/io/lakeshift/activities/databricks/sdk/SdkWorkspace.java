package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.service.iam.MeRequest;
import com.databricks.sdk.service.iam.User;
import io.lakeshift.activities.databricks.CatalogObjects;
import io.lakeshift.activities.databricks.LakebaseProjects;
import io.lakeshift.activities.databricks.Pipelines;
import io.lakeshift.activities.databricks.Remembered;
import io.lakeshift.activities.databricks.Resources;
import io.lakeshift.activities.databricks.SyncedTableInventory;
import io.lakeshift.activities.databricks.SyncedTables;
import io.lakeshift.activities.databricks.Warehouse;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import java.time.Duration;

/** One workspace through one client. */
final class SdkWorkspace implements Workspace {
    private final WorkspaceClient client;
    private final SdkCalls calls;
    private final AutoscalingNames names;
    private final Remembered<Identity> me = new Remembered<>(Duration.ofMinutes(1));

    SdkWorkspace(WorkspaceClient client, SdkCalls calls) {
        this.client = client;
        this.calls = calls;
        this.names = new AutoscalingNames(client.postgres(), calls);
    }

    @Override
    public Identity identity() {
        return me.or(this::askWho);
    }

    @Override
    public Identity identityNow() {
        return me.anew(this::askWho);
    }

    private Identity askWho() {
        User user = calls.call(
                Act.reading(
                        "ask who is logged in",
                        "access to this workspace, which its admin can grant, or another one. Pick the right workspace: "
                                + calls.login()),
                () -> client.currentUser().me(new MeRequest()));
        return new Identity(calls.host(), user.getUserName());
    }

    @Override
    public SyncedTables syncedTables(Lakebase lakebase) {
        return lakebase.backend() == Backend.PROVISIONED
                ? new ProvisionedSyncedTables(client.database(), calls, lakebase)
                : new AutoscalingSyncedTables(client.postgres(), calls, names, lakebase);
    }

    @Override
    public LakebaseProjects lakebase() {
        return new SdkLakebaseProjects(client, calls, names);
    }

    @Override
    public CatalogObjects catalog() {
        return new SdkCatalogObjects(client, calls);
    }

    @Override
    public SyncedTableInventory inventory() {
        return new SdkSyncedTableInventory(client, calls);
    }

    @Override
    public Resources resources() {
        return new SdkResources(client, calls, names);
    }

    @Override
    public Pipelines pipelines() {
        return new SdkPipelines(client.pipelines(), calls);
    }

    @Override
    public Warehouse warehouse(String id) {
        return new SdkWarehouse(client.statementExecution(), calls, id);
    }
}
