package io.lakeshift.activities.ledger;

import java.util.List;
import java.util.Optional;

/** What a migration has made or changed outside of Lakeshift: what a rollback may take back, and nothing else. */
public interface CreatedObjects {
    /**
     * Notes that something is about to be made. Call before making it, so that what was made by a process that died is
     * known too. The second time: nothing, and the earlier {@code before} stays.
     *
     * @param before what to put back; empty where nothing was there
     */
    void note(String migration, String unit, String kind, String name, Optional<String> before);

    /** Notes it anew, whatever was noted before. */
    void replace(String migration, String unit, String kind, String name, Optional<String> before);

    Optional<CreatedObject> find(String migration, String kind, String name);

    /** Of one kind, those that have not been removed, in the order in which they were noted. */
    List<CreatedObject> of(String migration, String kind);

    /** Of one kind, those of all migrations that have not been removed, in the order in which they were noted. */
    List<CreatedObject> ofAll(String kind);

    /** Of every kind, those that have not been removed, in the order in which they were noted. */
    List<CreatedObject> ofEveryKind(String migration);

    /** Notes that it is gone, or put back. The second time: nothing. */
    void removed(String migration, String kind, String name);

    record CreatedObject(String unit, String kind, String name, Optional<String> before) {}
}
