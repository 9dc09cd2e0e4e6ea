package io.lakeshift.worker.kinds.syncedtables;

import io.lakeshift.activities.databricks.sdk.SdkWorkspaces;
import java.util.Arrays;
import java.util.Optional;

/** A process of its own, because an environment belongs to one: says who is logged in by a profile, or without. */
final class WhoAmI {
    private WhoAmI() {}

    public static void main(String... profile) {
        System.out.println(new SdkWorkspaces(Optional.empty())
                .of(Arrays.stream(profile).findFirst())
                .identity()
                .userName());
    }
}
