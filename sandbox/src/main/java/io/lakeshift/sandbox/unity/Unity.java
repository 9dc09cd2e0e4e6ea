package io.lakeshift.sandbox.unity;

import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.identity.Identity;
import java.util.Set;

/** The catalog as the other areas use it. */
public record Unity(Namespaces namespaces, UnityTables tables, Grants grants) {
    public static final Securable METASTORE = new Securable(Securable.Type.METASTORE, Namespaces.METASTORE_ID);

    void own(Securable securable, Identity owner) {
        grants.grant(securable, owner.name(), Set.of("OWNER"));
    }

    /** Makes somebody the owner of a table that has none yet. */
    public void ownNew(TableName name, Identity owner) {
        Securable table = Securable.table(name);
        if (grants.direct(table).isEmpty()) {
            own(table, owner);
        }
    }

    /** Deletes a table with all that is known of it. */
    public void delete(TableName name) {
        tables.delete(name);
        grants.forget(Securable.table(name));
    }

    /** Any privilege on a table makes it visible, if its catalog and schema may be used. */
    void demandVisible(Identity identity, TableName name) {
        grants.demand(identity, Securable.catalog(name.catalog()), "USE_CATALOG");
        grants.demand(identity, Securable.schema(name.catalog(), name.schema()), "USE_SCHEMA");
        boolean any = identity.admin()
                || grants.effective(Securable.table(name)).entrySet().stream()
                        .filter(it -> identity.is(it.getKey()))
                        .flatMap(it -> it.getValue().keySet().stream())
                        .anyMatch(it -> !it.startsWith("USE_"));
        if (!any) {
            throw ApiErrors.lacks(identity.name(), "SELECT", "Table", name.toString());
        }
    }
}
