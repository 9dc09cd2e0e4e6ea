package io.lakeshift.catalog.load;

import io.lakeshift.catalog.log.LogErrors;
import io.lakeshift.catalog.log.LogStorage;
import io.lakeshift.catalog.log.ReaderFeatures;
import io.lakeshift.catalog.store.ActionRow;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses tables whose log cannot be taken over faithfully, by the feature's name. Features that only bind writers are no
 * hindrance: their actions are kept as they are.
 */
public final class FaithfulnessGate {
    private static final int NEWEST_READER = 3;
    private static final int NEWEST_WRITER = 7;
    /** Writer features by which commits are decided elsewhere than in the log. */
    private static final Set<String> FOREIGN_COMMITS =
            Set.of("coordinatedCommits-preview", "managedCommits-dev", "redirectWriterOnly-preview");

    private static final Pattern STAGED = Pattern.compile("_staged_commits/(\\d{20})\\..*\\.json");

    private final LogStorage storage;

    public FaithfulnessGate(LogStorage storage) {
        this.storage = storage;
    }

    /**
     * @param head newest published version
     * @throws io.lakeshift.catalog.CatalogException UNSUPPORTED_FEATURE
     */
    public void check(ActionRow.Protocol protocol, long head) {
        List<String> readerFeatures = features(protocol.readerFeatures());
        List<String> writerFeatures = features(protocol.writerFeatures());
        if (protocol.minReaderVersion() > NEWEST_READER || protocol.minWriterVersion() > NEWEST_WRITER) {
            throw LoadErrors.protocolTooNew(protocol);
        }
        for (String feature : readerFeatures) {
            if (!ReaderFeatures.KNOWN.contains(feature)) {
                throw LoadErrors.unknownReaderFeature(feature, protocol.version());
            }
        }
        for (String feature : writerFeatures) {
            if (FOREIGN_COMMITS.contains(feature)) {
                throw LoadErrors.commitsElsewhere(feature, protocol.version());
            }
        }
        if (writerFeatures.contains("catalogManaged") || readerFeatures.contains("catalogManaged")) {
            OptionalLong unpublished = newestStaged();
            if (unpublished.isPresent() && unpublished.getAsLong() > head) {
                throw LoadErrors.unpublishedCommits("catalogManaged", unpublished.getAsLong(), head);
            }
        }
    }

    private OptionalLong newestStaged() {
        try {
            return storage.list("_staged_commits").stream()
                    .map(STAGED::matcher)
                    .filter(Matcher::matches)
                    .mapToLong(name -> Long.parseLong(name.group(1)))
                    .max();
        } catch (IOException e) {
            throw LogErrors.unreadable(storage.location(), "_staged_commits", e);
        }
    }

    /** Names of a protocol's features; empty where it lists none. */
    public static List<String> features(@Nullable List<@Nullable String> listed) {
        return listed == null
                ? List.of()
                : listed.stream().filter(Objects::nonNull).toList();
    }
}
