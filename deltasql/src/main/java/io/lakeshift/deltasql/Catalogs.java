package io.lakeshift.deltasql;

import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.postgres.PostgresOptions;
import io.lakeshift.catalog.postgres.SchemaMode;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Connects to the catalog that a configuration names. */
final class Catalogs {
    private static final int POOL_SIZE = 4;

    private Catalogs() {}

    /** The URL may come from one of Hadoop's credential providers, because it may hold a password. */
    static CatalogStore open(String alias, Configuration configuration) throws IOException {
        char[] url = configuration.getPassword("lakeshift." + alias + ".url");
        if (url == null || url.length == 0) {
            throw DeltaSqlErrors.notConfigured(alias);
        }
        return PostgresCatalogStore.open(
                DatabaseUrl.parse(new String(url)),
                PostgresOptions.DEFAULT.withSchemaMode(SchemaMode.REQUIRE).withPoolSize(POOL_SIZE));
    }
}
