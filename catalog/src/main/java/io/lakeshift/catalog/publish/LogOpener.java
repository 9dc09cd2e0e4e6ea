package io.lakeshift.catalog.publish;

import io.lakeshift.catalog.log.LogStorage;

/** Finds the storage of a {@code _delta_log} directory. */
@FunctionalInterface
public interface LogOpener {
    LogStorage open(String logLocation);
}
