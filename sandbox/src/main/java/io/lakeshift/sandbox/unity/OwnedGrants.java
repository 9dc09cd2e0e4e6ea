package io.lakeshift.sandbox.unity;

import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.identity.Identities;
import io.lakeshift.sandbox.identity.Identity;
import java.util.Map;
import java.util.Set;

/** Grants as somebody gives, takes and reads them, by REST or by SQL: only on what there is, to whom there is. */
public final class OwnedGrants {
    private final Unity unity;
    private final Identities identities;

    public OwnedGrants(Unity unity, Identities identities) {
        this.unity = unity;
        this.identities = identities;
    }

    /** Principal to privileges, given on this very securable. */
    public Map<String, Set<String>> direct(Securable securable) {
        demandExisting(securable);
        return unity.grants().direct(securable);
    }

    public void give(Securable securable, String principal, Set<String> privileges, Identity caller) {
        demandMay(securable, principal, caller);
        unity.grants().grant(securable, principal, privileges);
    }

    public void take(Securable securable, String principal, Set<String> privileges, Identity caller) {
        demandMay(securable, principal, caller);
        unity.grants().revoke(securable, principal, privileges);
    }

    private void demandMay(Securable securable, String principal, Identity caller) {
        demandExisting(securable);
        unity.grants().demand(caller, securable, "MANAGE");
        if (!identities.knows(principal)) {
            throw new ApiError(
                    404, "PRINCIPAL_DOES_NOT_EXIST", "Could not find principal with name %s".formatted(principal));
        }
    }

    void demandExisting(Securable securable) {
        switch (securable.type()) {
            case CATALOG -> unity.namespaces().catalog(securable.name());
            case SCHEMA -> unity.namespaces().schema(securable.name());
            case TABLE -> unity.tables().get(TableName.parse(securable.name()));
            default -> {}
        }
    }
}
