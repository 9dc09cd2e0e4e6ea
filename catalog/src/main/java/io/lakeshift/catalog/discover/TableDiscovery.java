package io.lakeshift.catalog.discover;

import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.load.FaithfulnessGate;
import io.lakeshift.catalog.load.ImportListener;
import io.lakeshift.catalog.load.ImportMode;
import io.lakeshift.catalog.load.LogReplay;
import io.lakeshift.catalog.load.LogState;
import io.lakeshift.catalog.log.LogListing;
import io.lakeshift.catalog.log.LogStorage;
import io.lakeshift.catalog.log.LogStorages;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.uri.TableLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds Delta tables under a path. Reads their logs; writes nothing. */
public final class TableDiscovery {
    /**
     * The path itself where it is a table, its immediate children, or with {@code recursive} every table below. Never
     * looks into a {@code _delta_log} or into a table's partition folders.
     *
     * @param excludes parts of the alias, or globs over it where they have a {@code *} or {@code ?}; tables that match
     *     are returned unread, with {@link DiscoveredTable#skippedBy}
     * @return by path; empty where there is no table
     * @throws CatalogException INVALID_INPUT where there is no such directory
     */
    public List<DiscoveredTable> discover(String path, boolean recursive, List<String> excludes) {
        List<ExcludePattern> patterns =
                excludes.stream().map(ExcludePattern::of).toList();
        List<Path> roots = TableRoots.under(TableLocation.localPath(path), recursive);
        List<DiscoveredTable> tables = new ArrayList<>();
        for (Map.Entry<Path, String> root : Aliases.of(roots).entrySet()) {
            Optional<String> skippedBy = patterns.stream()
                    .filter(pattern -> pattern.matches(root.getValue()))
                    .map(ExcludePattern::text)
                    .findFirst();
            tables.add(describe(root.getKey().toString(), root.getValue(), skippedBy));
        }
        return tables;
    }

    private static DiscoveredTable describe(String path, String alias, Optional<String> skippedBy) {
        if (skippedBy.isPresent()) {
            return unread(path, alias, -1, Optional.empty(), Optional.empty(), skippedBy);
        }
        LogStorage storage = LogStorages.open(path + "/_delta_log");
        try {
            LogState state = new LogReplay(storage, ImportMode.FAST, ImportListener.NONE).run();
            Optional<ActionRow.Protocol> protocol = state.protocol();
            return new DiscoveredTable(
                    path,
                    alias,
                    state.metadata().map(ActionRow.MetaData::id),
                    state.version(),
                    state.activeFiles(),
                    state.sizeBytes(),
                    protocol.map(found -> FaithfulnessGate.features(found.readerFeatures()))
                            .orElse(List.of()),
                    protocol.map(found -> FaithfulnessGate.features(found.writerFeatures()))
                            .orElse(List.of()),
                    lastModified(storage),
                    Optional.empty(),
                    Optional.empty());
        } catch (CatalogException e) {
            return unread(
                    path,
                    alias,
                    head(storage),
                    lastModified(storage),
                    Optional.ofNullable(e.getMessage()),
                    Optional.empty());
        }
    }

    private static DiscoveredTable unread(
            String path,
            String alias,
            long version,
            Optional<Instant> lastModified,
            Optional<String> problem,
            Optional<String> skippedBy) {
        return new DiscoveredTable(
                path, alias, Optional.empty(), version, 0, 0, List.of(), List.of(), lastModified, problem, skippedBy);
    }

    private static long head(LogStorage storage) {
        try {
            return LogListing.of(storage).head();
        } catch (IOException e) {
            return -1;
        }
    }

    private static Optional<Instant> lastModified(LogStorage storage) {
        try {
            LogListing listing = LogListing.of(storage);
            return listing.commits().isEmpty()
                    ? Optional.empty()
                    : Optional.of(storage.modified(
                            LogListing.commitName(listing.commits().last())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
