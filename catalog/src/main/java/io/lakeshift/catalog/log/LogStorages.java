package io.lakeshift.catalog.log;

import io.lakeshift.catalog.uri.TableLocation;

/** Finds the storage for a location. */
public final class LogStorages {
    private LogStorages() {}

    /**
     * @param logLocation the {@code _delta_log} directory as a path or {@code file:} URI; it need not exist
     * @throws io.lakeshift.catalog.CatalogException INVALID_INPUT for schemes that are not supported, by name
     */
    public static LogStorage open(String logLocation) {
        return new LocalLogStorage(TableLocation.localPath(logLocation));
    }
}
