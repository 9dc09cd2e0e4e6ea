package io.lakeshift.activities.databricks.sdk;

import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.TableName;

/** Which privilege lets one do what, and who can grant it. */
final class Needs {
    private Needs() {}

    static String target(TableName name) {
        return "USE_CATALOG on " + name.catalog() + " and USE_SCHEMA on " + name.catalog() + "." + name.schema()
                + "; their owner can grant them";
    }

    static String creating(TableName name, Lakebase lakebase) {
        return "CREATE_TABLE and USE_SCHEMA on " + name.catalog() + "." + name.schema() + ", SELECT on the source and"
                + " CAN USE on " + lakebase.place() + "; the schema's owner and the Lakebase's manager can grant them";
    }

    static String deleting(TableName name) {
        return "ownership of " + name + " or MANAGE on it; its owner can grant that";
    }

    static String lakebase(Lakebase lakebase) {
        return "CAN USE on " + lakebase.place() + "; whoever manages it can grant that";
    }

    static String schema(String catalog, String schema) {
        return "USE_CATALOG on " + catalog + " and USE_SCHEMA on " + catalog + "." + schema
                + "; their owner can grant them";
    }

    static String creatingSchema(String catalog) {
        return "CREATE_SCHEMA on " + catalog + "; its owner or the metastore admin can grant that";
    }

    static String creating(Resource resource) {
        return switch (resource.kind()) {
            case STORAGE_CREDENTIAL -> "CREATE STORAGE CREDENTIAL on the metastore; the metastore admin can grant it";
            case EXTERNAL_LOCATION ->
                "CREATE EXTERNAL LOCATION on the metastore and on the storage credential; the metastore admin and the"
                        + " credential's owner can grant them";
            case CATALOG ->
                "CREATE CATALOG on the metastore, and CREATE MANAGED STORAGE on the external location; the metastore"
                        + " admin and the location's owner can grant them";
            case SCHEMA -> creatingSchema(resource.name().replaceFirst("\\..*$", ""));
            case PROJECT, INSTANCE -> "the right to create Lakebases; the workspace's admin can grant it";
        };
    }

    static String source(TableName name) {
        return "USE_CATALOG on " + name.catalog() + ", USE_SCHEMA on " + name.catalog() + "." + name.schema()
                + " and SELECT on " + name + "; their owner can grant them";
    }
}
