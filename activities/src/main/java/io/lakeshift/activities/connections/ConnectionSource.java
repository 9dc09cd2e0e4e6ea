package io.lakeshift.activities.connections;

import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.workflows.ConnectionName;
import java.util.Optional;

/** Knows the databases behind the names of connections. */
@FunctionalInterface
public interface ConnectionSource {
    /**
     * @return empty for a name that this source does not know
     * @throws io.lakeshift.catalog.CatalogException INVALID_INPUT where it knows the name but cannot use what it says
     */
    Optional<DatabaseUrl> find(ConnectionName name);

    /** This source, and where it knows nothing, another. */
    default ConnectionSource or(ConnectionSource other) {
        return name -> find(name).or(() -> other.find(name));
    }
}
