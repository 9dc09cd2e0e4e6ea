package io.lakeshift.activities.ledger;

import io.lakeshift.activities.ledger.CreatedObjects.CreatedObject;
import io.lakeshift.workflows.databricks.Resource;
import io.temporal.activity.Activity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What migrations of this kind make, in the ledger. */
public final class Made {
    /** What can be made. */
    public enum Kind {
        /** With the id of the PostgreSQL table that it is to replace; without one, its name was free. */
        SYNCED_TABLE,
        /** A synced table that will be asked for soon, with its source: it counts before Unity Catalog knows it. */
        SYNC_PLANNED,
        STORAGE_CREDENTIAL,
        EXTERNAL_LOCATION,
        CATALOG,
        PROJECT,
        INSTANCE,
        CATALOG_SCHEMA,
        POSTGRES_SCHEMA,
        CHANGE_DATA_FEED,
        /** A unit that has been cut over, for the application that waits for all of them. */
        CUT_OVER,
        APPLICATION,
        /** By the id that Temporal knows it by. */
        REFRESH_SCHEDULE
    }

    public static Kind kind(Resource.Kind kind) {
        return switch (kind) {
            case STORAGE_CREDENTIAL -> Kind.STORAGE_CREDENTIAL;
            case EXTERNAL_LOCATION -> Kind.EXTERNAL_LOCATION;
            case CATALOG -> Kind.CATALOG;
            case SCHEMA -> Kind.CATALOG_SCHEMA;
            case PROJECT -> Kind.PROJECT;
            case INSTANCE -> Kind.INSTANCE;
        };
    }

    private final CreatedObjects objects;

    public Made(CreatedObjects objects) {
        this.objects = objects;
    }

    /** Must be called on the activity's thread, before the thing is made. */
    public void note(Kind kind, String name, Optional<String> before) {
        String unit = unit();
        objects.note(migrationOf(unit), unit, kind.name(), name, before);
    }

    public boolean by(String migration, Kind kind, String name) {
        return objects.find(migration, kind.name(), name).isPresent();
    }

    public Optional<CreatedObject> find(String migration, Kind kind, String name) {
        return objects.find(migration, kind.name(), name);
    }

    public List<String> names(String migration, Kind kind) {
        return objects.of(migration, kind.name()).stream()
                .map(CreatedObject::name)
                .toList();
    }

    public List<CreatedObject> ofAll(Kind kind) {
        return objects.ofAll(kind.name());
    }

    public void removed(String migration, Kind kind, String name) {
        objects.removed(migration, kind.name(), name);
    }

    public static String unit() {
        return Objects.requireNonNull(
                Activity.getExecutionContext().getInfo().getWorkflowId(), "steps belong to workflows");
    }

    public static String migrationOf(String unit) {
        int slash = unit.indexOf('/');
        return slash < 0 ? unit : unit.substring(0, slash);
    }
}
