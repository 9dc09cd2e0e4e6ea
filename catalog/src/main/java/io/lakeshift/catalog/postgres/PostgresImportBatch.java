package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.ImportBatch;
import io.lakeshift.catalog.store.VersionRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rows encoded for COPY as they come, with the ends of files that live and die within the batch already known. */
final class PostgresImportBatch implements ImportBatch {
    private static final long LIVE = -1;

    private final UUID table;
    private final String alias;
    private final Map<CopyTarget, CopyBuffer> buffers = new EnumMap<>(CopyTarget.class);
    private final List<CopyBuffer> inUse = new ArrayList<>();
    private final List<AddedFile> added = new ArrayList<>();
    private final Map<FileKey, AddedFile> newest = new HashMap<>();
    private final FileEnds removed = new FileEnds();
    private long metadataVersion = -1;
    private long protocolVersion = -1;
    private int files;
    private boolean handedOver;

    /** An add row in its buffer: where it ends, and the version that ends the file. */
    private static final class AddedFile {
        final FileKey key;
        final long version;
        final int end;
        long removedVersion = LIVE;

        AddedFile(FileKey key, long version, int end) {
            this.key = key;
            this.version = version;
            this.end = end;
        }
    }

    PostgresImportBatch(UUID table, String alias) {
        this.table = table;
        this.alias = alias;
    }

    @Override
    public void action(ActionRow row) {
        requireOpen();
        if (row instanceof ActionRow.Add add) {
            add(add);
        } else if (row instanceof ActionRow.Remove remove) {
            remove(remove);
        } else if (row instanceof ActionRow.Cdc cdc) {
            files++;
            RowEncoder.cdc(start(CopyTarget.CDC, cdc), cdc);
        } else if (row instanceof ActionRow.MetaData metaData) {
            requireFirst(metadataVersion, metaData);
            metadataVersion = metaData.version();
            RowEncoder.metaData(start(CopyTarget.METADATA, metaData), metaData);
        } else if (row instanceof ActionRow.Protocol protocol) {
            requireFirst(protocolVersion, protocol);
            protocolVersion = protocol.version();
            RowEncoder.protocol(start(CopyTarget.PROTOCOL, protocol), protocol);
        } else if (row instanceof ActionRow.Txn txn) {
            RowEncoder.txn(start(CopyTarget.TXN, txn), txn);
        } else if (row instanceof ActionRow.DomainMetadata domain) {
            RowEncoder.domainMetadata(start(CopyTarget.DOMAIN, domain), domain);
        } else if (row instanceof ActionRow.Other other) {
            start(CopyTarget.OTHER, other).text(other.name()).text(other.body());
        }
    }

    @Override
    public void version(VersionRow version) {
        requireOpen();
        CopyBuffer buffer = buffer(CopyTarget.VERSIONS);
        buffer.row(CopyTarget.VERSIONS.columnCount()).uuid(table).bigint(version.version());
        RowEncoder.version(buffer, version);
    }

    @Override
    public void handOver() {
        requireOpen();
        handedOver = true;
    }

    private void requireOpen() {
        if (handedOver) {
            throw new IllegalStateException("the batch was handed over, and may have been written");
        }
    }

    @Override
    public int files() {
        return files;
    }

    @Override
    public long bytes() {
        // Asked for after every action.
        long encoded = 0;
        for (CopyBuffer buffer : inUse) {
            encoded += buffer.size();
        }
        return encoded + 200L * added.size();
    }

    Map<CopyTarget, CopyBuffer> buffers() {
        return buffers;
    }

    /** Files of earlier batches that this one removes. */
    FileEnds removedEarlier() {
        return removed;
    }

    /** Files of earlier batches that adds of this one replace, if they are there. */
    FileEnds replacedEarlier() {
        FileEnds replaced = new FileEnds();
        Map<FileKey, Boolean> seen = new HashMap<>();
        for (AddedFile file : added) {
            if (seen.putIfAbsent(file.key, Boolean.TRUE) == null) {
                replaced.add(file.key, file.version);
            }
        }
        return replaced;
    }

    /** Gives the add rows, complete, in pieces of a few tens of kilobytes. */
    void addRows(RowPieces pieces) throws SQLException {
        CopyBuffer source = buffer(CopyTarget.ADD);
        CopyBuffer piece = new CopyBuffer();
        int start = 0;
        for (AddedFile file : added) {
            piece.append(source.bytes(), start, file.end - start);
            piece.bigint(file.removedVersion == LIVE ? null : file.removedVersion);
            start = file.end;
            if (piece.size() > 48 * 1024) {
                pieces.accept(piece);
                piece.clear();
            }
        }
        if (piece.size() > 0) {
            pieces.accept(piece);
        }
    }

    interface RowPieces {
        void accept(CopyBuffer piece) throws SQLException;
    }

    private void add(ActionRow.Add add) {
        files++;
        RowEncoder.add(start(CopyTarget.ADD, add), add);
        FileKey key = new FileKey(add.path(), add.dvId());
        AddedFile file =
                new AddedFile(key, add.version(), buffer(CopyTarget.ADD).size());
        added.add(file);
        AddedFile before = newest.put(key, file);
        if (before != null && before.removedVersion == LIVE) {
            if (before.version == add.version()) {
                throw PostgresErrors.duplicateAction(alias, "version " + add.version() + " adds " + add.path());
            }
            before.removedVersion = add.version();
        }
    }

    private void remove(ActionRow.Remove remove) {
        files++;
        RowEncoder.remove(start(CopyTarget.REMOVE, remove), remove);
        FileKey key = new FileKey(remove.path(), remove.dvId());
        AddedFile file = newest.get(key);
        if (file == null) {
            removed.add(key, remove.version());
        } else if (file.removedVersion == LIVE) {
            file.removedVersion = remove.version();
        }
    }

    private void requireFirst(long versionOfLast, ActionRow row) {
        if (versionOfLast == row.version()) {
            throw PostgresErrors.duplicateAction(
                    alias, "version " + row.version() + " has two " + row.action() + " actions");
        }
    }

    private CopyBuffer start(CopyTarget target, ActionRow row) {
        return buffer(target)
                .row(target.columnCount())
                .uuid(table)
                .bigint(row.version())
                .integer(row.position());
    }

    private CopyBuffer buffer(CopyTarget target) {
        CopyBuffer buffer = buffers.get(target);
        if (buffer == null) {
            buffer = new CopyBuffer();
            buffers.put(target, buffer);
            inUse.add(buffer);
        }
        return buffer;
    }
}
