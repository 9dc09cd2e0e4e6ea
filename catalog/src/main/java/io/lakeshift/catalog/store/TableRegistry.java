package io.lakeshift.catalog.store;

import io.lakeshift.catalog.TableState;
import java.util.List;
import java.util.Optional;

/** Which tables the catalog knows. */
public interface TableRegistry {
    /** Finds a table by its UUID or by its alias. */
    Optional<TableState> find(String idOrAlias);

    /** Finds a table by its normalised location. */
    Optional<TableState> findByLocation(String location);

    /** Finds a table by the directory that its log is read from. */
    Optional<TableState> findByLog(String logLocation);

    /** All tables, by alias. */
    List<TableState> all();
}
