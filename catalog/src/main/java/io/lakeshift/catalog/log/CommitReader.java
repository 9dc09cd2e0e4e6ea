package io.lakeshift.catalog.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.VersionRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads commit files, one after the other. Not for use by several threads. */
public final class CommitReader {
    private final LogStorage storage;
    private final byte[] buffer = new byte[256 * 1024];
    private final MessageDigest digest = sha256();
    private long bytesRead;

    public CommitReader(LogStorage storage) {
        this.storage = storage;
    }

    /**
     * Gives every action of a commit to the sink, then describes the commit.
     *
     * @param newest whether no later commit is known: only then may a cut-off end mean a writer that is still at work
     * @throws io.lakeshift.catalog.CatalogException LOG_CORRUPT with file and line; LOG_INCOMPLETE for a newest commit
     *     that ends in the middle; VERSION_MISSING where the file has gone; PERMISSION_DENIED or STORAGE_FAILED
     */
    public VersionRow read(long version, boolean newest, ActionSink sink) {
        String name = LogListing.commitName(version);
        digest.reset();
        try (InputStream in = new DigestInputStream(storage.open(name), digest)) {
            LineReader lines = new LineReader(in, buffer);
            ActionRow.@Nullable CommitInfo info = null;
            int position = 0;
            int lineNumber = 0;
            while (lines.advance()) {
                lineNumber++;
                if (!lines.isBlank()) {
                    ActionRow action = parse(lines, version, position++, new Place(name, lineNumber, newest));
                    if (action instanceof ActionRow.CommitInfo found && info == null) {
                        info = found;
                    } else {
                        sink.accept(withoutSecondInfo(action));
                    }
                }
            }
            if (position == 0 && newest) {
                throw LogErrors.incomplete(storage.location(), name);
            }
            bytesRead += lines.bytesRead();
            return describe(version, name, info, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw LogErrors.unreadable(storage.location(), name, e);
        }
    }

    /** Describes the commit of a checkpoint: from its commit file where that is still there, else from the fallback. */
    public VersionRow describeCheckpoint(Checkpoint checkpoint, boolean hasCommit) {
        try {
            ActionRow.@Nullable CommitInfo info = hasCommit ? commitInfo(checkpoint.version()) : null;
            String name = hasCommit
                    ? LogListing.commitName(checkpoint.version())
                    : checkpoint.files().get(0);
            VersionRow row = describe(checkpoint.version(), name, info, null);
            return new VersionRow(
                    row.version(),
                    row.committedAt(),
                    row.committer(),
                    row.operation(),
                    row.operationParams(),
                    row.commitInfo(),
                    null,
                    row.inCommitTimestamp(),
                    row.txnId(),
                    "checkpoint",
                    null,
                    null);
        } catch (IOException e) {
            throw LogErrors.unreadable(storage.location(), checkpoint.files().get(0), e);
        }
    }

    /** Digest of a commit file, as lower-case hex. */
    public String digest(long version) {
        String name = LogListing.commitName(version);
        digest.reset();
        try (InputStream in = new DigestInputStream(storage.open(name), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw LogErrors.unreadable(storage.location(), name, e);
        }
    }

    /** Bytes of all commit files read so far. */
    public long bytesRead() {
        return bytesRead;
    }

    /** The catalog has one place for a version's commitInfo; more of them are kept as they are. */
    private static ActionRow withoutSecondInfo(ActionRow action) {
        return action instanceof ActionRow.CommitInfo info
                ? new ActionRow.Other(info.version(), info.position(), "commitInfo", info.body())
                : action;
    }

    private record Place(String file, int line, boolean newest) {}

    private ActionRow parse(LineReader lines, long version, int position, Place place) {
        try {
            return ActionParser.parse(lines, version, position);
        } catch (IOException e) {
            if (place.newest() && lines.isUnterminated() && e instanceof JsonProcessingException) {
                throw LogErrors.incomplete(storage.location(), place.file());
            }
            throw LogErrors.corruptLine(storage.location(), place.file(), place.line(), e);
        }
    }

    private VersionRow describe(long version, String file, ActionRow.@Nullable CommitInfo info, @Nullable String sha256)
            throws IOException {
        CommitInfoFields fields = info == null ? CommitInfoFields.NONE : CommitInfoFields.of(info.body());
        return new VersionRow(
                version,
                committedAt(fields, file),
                fields.committer(),
                fields.operation(),
                fields.operationParameters(),
                info == null ? null : info.body(),
                info == null ? null : info.position(),
                fields.inCommitTimestamp(),
                fields.txnId(),
                "commit",
                sha256,
                null);
    }

    /** Delta's own order: the time in the commit wins over the file's, which copying changes. */
    private Instant committedAt(CommitInfoFields fields, String file) throws IOException {
        if (fields.inCommitTimestamp() != null) {
            return Instant.ofEpochMilli(fields.inCommitTimestamp());
        }
        return fields.timestamp() != null ? Instant.ofEpochMilli(fields.timestamp()) : storage.modified(file);
    }

    private ActionRow.@Nullable CommitInfo commitInfo(long version) throws IOException {
        try (InputStream in = storage.open(LogListing.commitName(version))) {
            LineReader lines = new LineReader(in, buffer);
            int position = 0;
            while (lines.advance()) {
                if (!lines.isBlank()
                        && ActionParser.parse(lines, version, position++) instanceof ActionRow.CommitInfo info) {
                    return info;
                }
            }
            return null;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
