package io.lakeshift.deltasql;

import io.lakeshift.catalog.uri.DatabaseUrl;
import org.apache.hadoop.conf.Configuration;

/** What a JVM engine must be told to use {@code deltasql://}. */
public final class DeltaSqlConfiguration {
    private DeltaSqlConfiguration() {}

    /**
     * For Delta Kernel: {@code DefaultEngine.create(DeltaSqlConfiguration.kernel(alias, database))}. The result holds
     * the database's password: it is not for logs.
     */
    public static Configuration kernel(String alias, DatabaseUrl database) {
        Configuration configuration = new Configuration();
        configuration.setClass("fs.deltasql.impl", DeltaSqlFileSystem.class, DeltaSqlFileSystem.class);
        configuration.set("io.delta.kernel.logStore.deltasql.impl", DeltaSqlLogStore.class.getName());
        configuration.set("lakeshift." + alias + ".url", database.withCredentials());
        return configuration;
    }
}
