package io.lakeshift.catalog.assess;

import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.load.FaithfulnessGate;
import io.lakeshift.catalog.load.ImportListener;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.load.ImportSource;
import io.lakeshift.catalog.load.LogReplay;
import io.lakeshift.catalog.load.LogState;
import io.lakeshift.catalog.log.LogListing;
import io.lakeshift.catalog.log.LogStorage;
import io.lakeshift.catalog.store.ActionRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at a table's log and says what an import will meet. Reads all of it; writes nothing; needs no database. */
public final class TableAssessor {
    /** Never throws for what is wrong with the table: that is a BLOCKER finding. */
    public Assessment assess(ImportRequest request) {
        ImportSource source;
        try {
            source = ImportSource.of(request);
        } catch (CatalogException e) {
            String named = request.path().or(request::tableLocation).orElse("");
            return blocked(named, -1, -1, 0, 0, Findings.blocker(e));
        }
        LogListing listing;
        try {
            listing = LogListing.of(source.storage());
        } catch (IOException e) {
            return blocked(source.location(), -1, -1, 0, 0, Findings.blocker(LogReplay.unlisted(source.storage(), e)));
        }
        long logBytes = logBytes(source.storage(), listing);
        try {
            LogState state = new LogReplay(source.storage(), request.mode(), ImportListener.NONE).run();
            return assessed(request, source, listing, state, logBytes);
        } catch (CatalogException e) {
            return blocked(
                    source.location(),
                    listing.head(),
                    listing.earliestRecreatable().orElse(-1),
                    listing.commits().size(),
                    logBytes,
                    Findings.blocker(e));
        }
    }

    private static Assessment assessed(
            ImportRequest request, ImportSource source, LogListing listing, LogState state, long logBytes) {
        Estimate estimate = Estimate.of(state);
        OptionalLong space = usableSpace(source.logLocation());
        Optional<Long> available = space.isPresent() ? Optional.of(space.getAsLong()) : Optional.empty();
        List<Finding> findings = new ArrayList<>(Findings.of(state, listing, request.mode()));
        if (space.isPresent() && space.getAsLong() < 2 * estimate.databaseBytes()) {
            findings.add(Findings.tooLittleSpace(estimate.databaseBytes(), available));
        }
        return new Assessment(
                source.location(),
                state.metadata().map(ActionRow.MetaData::id),
                state.version(),
                listing.earliestRecreatable().orElse(-1),
                state.activeFiles(),
                state.sizeBytes(),
                listing.commits().size(),
                logBytes,
                state.protocol()
                        .map(found -> FaithfulnessGate.features(found.readerFeatures()))
                        .orElse(List.of()),
                state.protocol()
                        .map(found -> FaithfulnessGate.features(found.writerFeatures()))
                        .orElse(List.of()),
                findings,
                estimate.databaseBytes(),
                estimate.seconds(),
                estimate.lowSeconds(),
                estimate.highSeconds(),
                estimate.batchSize(),
                available);
    }

    private static Assessment blocked(
            String location, long version, long oldest, long commits, long logBytes, Finding blocker) {
        return new Assessment(
                location,
                Optional.empty(),
                version,
                oldest,
                0,
                0,
                commits,
                logBytes,
                List.of(),
                List.of(),
                List.of(blocker),
                0,
                0,
                0,
                0,
                ImportRequest.DEFAULT_BATCH_SIZE,
                Optional.empty());
    }

    private static long logBytes(LogStorage storage, LogListing listing) {
        long bytes = 0;
        List<String> names = new ArrayList<>();
        listing.commits().forEach(version -> names.add(LogListing.commitName(version)));
        listing.checkpoints().forEach(checkpoint -> names.addAll(checkpoint.files()));
        for (String name : names) {
            try {
                bytes += storage.size(name);
            } catch (IOException e) {
                // Cleaned up since it was listed; reading the log tells whether that matters.
                continue;
            }
        }
        return bytes;
    }

    private static OptionalLong usableSpace(String location) {
        try {
            return OptionalLong.of(Files.getFileStore(Path.of(location)).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
