package io.lakeshift.catalog.assess;

import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.assess.Finding.Severity;
import io.lakeshift.catalog.load.FaithfulnessGate;
import io.lakeshift.catalog.load.ImportMode;
import io.lakeshift.catalog.load.LogState;
import io.lakeshift.catalog.log.LogListing;
import io.lakeshift.catalog.store.ActionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every finding of an assessment, with its evidence and what to do. */
final class Findings {
    private static final Set<String> KNOWN_WRITER_FEATURES = Set.of(
            "allowColumnDefaults",
            "appendOnly",
            "changeDataFeed",
            "checkConstraints",
            "checkpointProtection",
            "clustering",
            "collations",
            "collations-preview",
            "domainMetadata",
            "generatedColumns",
            "icebergCompatV1",
            "icebergCompatV2",
            "icebergCompatV3",
            "icebergWriterCompatV1",
            "icebergWriterCompatV3",
            "identityColumns",
            "inCommitTimestamp",
            "invariants",
            "lakeshift.sqlBacked",
            "materializePartitionColumns",
            "rowTracking");
    private static final long MANY_COMMITS = 1_000;

    private Findings() {}

    static Finding blocker(CatalogException refusal) {
        return new Finding(
                Severity.BLOCKER, refusal.error().name(), String.valueOf(refusal.getMessage()), fix(refusal));
    }

    static List<Finding> of(LogState state, LogListing listing, ImportMode mode) {
        List<Finding> findings = new ArrayList<>();
        state.warnings()
                .forEach(warning -> findings.add(new Finding(
                        Severity.WARNING,
                        "CHECKPOINT_UNREADABLE",
                        warning,
                        "Write a new checkpoint with the engine that owns the table.")));
        state.protocol().ifPresent(protocol -> addFeatures(findings, protocol));
        addHistory(findings, listing, mode);
        if (state.activeFiles() == 0) {
            findings.add(new Finding(Severity.INFO, "TABLE_EMPTY", "The table has no active files.", ""));
        }
        return findings;
    }

    private static void addFeatures(List<Finding> findings, ActionRow.Protocol protocol) {
        List<String> readerFeatures = FaithfulnessGate.features(protocol.readerFeatures());
        for (String feature : FaithfulnessGate.features(protocol.writerFeatures())) {
            if (feature.equals("lakeshift.sqlBacked")) {
                findings.add(new Finding(
                        Severity.WARNING,
                        "FENCE_UP",
                        "The log carries the fence of a SQL-backed table: a catalog decides its commits.",
                        "Import it only to track it, or roll it back in that catalog first: lakeshift rollback ID."));
            } else if (feature.equals("catalogManaged")) {
                findings.add(new Finding(
                        Severity.WARNING,
                        "CATALOG_MANAGED",
                        "Another catalog decides the table's commits; its log may be behind that catalog.",
                        "Let that catalog publish every commit, and stop its writers, before cutting over."));
            } else if (!KNOWN_WRITER_FEATURES.contains(feature) && !readerFeatures.contains(feature)) {
                findings.add(new Finding(
                        Severity.INFO,
                        "WRITER_FEATURE_UNKNOWN",
                        "The writer feature " + feature + " is unknown here; its actions are kept as they are.",
                        ""));
            }
        }
    }

    private static void addHistory(List<Finding> findings, LogListing listing, ImportMode mode) {
        boolean cleanedUp = !listing.commits().contains(0L);
        if (cleanedUp && mode == ImportMode.FAST) {
            findings.add(new Finding(
                    Severity.INFO,
                    "HISTORY_CLEANED_UP",
                    "Commits before version "
                            + listing.earliestRecreatable().orElse(listing.head())
                            + " are gone from the log.",
                    ""));
        }
        if (listing.checkpoints().isEmpty() && listing.commits().size() > MANY_COMMITS) {
            findings.add(new Finding(
                    Severity.INFO,
                    "NO_CHECKPOINT",
                    "The log has " + listing.commits().size() + " commits and no checkpoint; every commit is read.",
                    ""));
        }
    }

    private static String fix(CatalogException refusal) {
        return switch (refusal.error()) {
            case NO_LOG_FILES -> "Give the table's root directory: the one that holds _delta_log.";
            case VERSION_MISSING -> "Restore the missing commit, or import with --mode fast.";
            case LOG_CORRUPT -> "Restore the file from a copy of the log.";
            case LOG_INCOMPLETE -> "Wait for the writer, then assess again.";
            case UNSUPPORTED_FEATURE -> "Remove the feature from the table, or update Lakeshift.";
            case PERMISSION_DENIED -> "Give the user that runs this the right to read the table's files.";
            default -> "Put right what the evidence says, then assess again.";
        };
    }

    static Finding tooLittleSpace(long needed, Optional<Long> available) {
        return new Finding(
                Severity.WARNING,
                "DISK_SPACE",
                "The catalog will take about " + needed + " bytes; this machine's disk has " + available.orElse(0L)
                        + " left.",
                "Free space, or use a database on another machine.");
    }
}
