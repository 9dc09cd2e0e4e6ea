package io.lakeshift.catalog.load;

import io.lakeshift.catalog.log.LogStorage;
import io.lakeshift.catalog.log.LogStorages;
import io.lakeshift.catalog.uri.TableLocation;
import java.util.Optional;

/** Where a request's log is read from and what its table is called. */
public record ImportSource(String location, String logLocation, LogStorage storage) {
    private static final String LOG_DIRECTORY = "/_delta_log";

    /** @throws io.lakeshift.catalog.CatalogException INVALID_INPUT for locations that cannot be read */
    public static ImportSource of(ImportRequest request) {
        Optional<String> root = request.path().map(path -> withoutLog(TableLocation.normalise(path)));
        Optional<String> givenLog = request.logDir().map(TableLocation::normalise);
        String location = request.tableLocation()
                .map(TableLocation::normalise)
                .or(() -> root)
                .or(() -> givenLog.map(ImportSource::withoutLog))
                .orElseThrow(LoadErrors::nothingToImport);
        String log = givenLog.orElseGet(() -> root.orElse(location) + LOG_DIRECTORY);
        return new ImportSource(location, log, LogStorages.open(log));
    }

    String alias(ImportRequest request) {
        return request.alias().orElseGet(() -> TableLocation.leafName(location));
    }

    /** People who give the log directory mean its table. */
    private static String withoutLog(String location) {
        return location.endsWith(LOG_DIRECTORY) && location.length() > LOG_DIRECTORY.length()
                ? location.substring(0, location.length() - LOG_DIRECTORY.length())
                : location;
    }
}
