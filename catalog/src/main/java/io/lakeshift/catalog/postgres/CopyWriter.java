package io.lakeshift.catalog.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Runs one binary COPY. Closing without {@link #finish} cancels it. */
final class CopyWriter implements AutoCloseable {
    private static final byte[] HEADER = header();
    private static final byte[] TRAILER = {-1, -1};
    private static final int PIECE = 64 * 1024;

    private final CopyIn copy;

    CopyWriter(Connection connection, String sql) throws SQLException {
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        copy.writeToCopy(HEADER, 0, HEADER.length);
    }

    void write(CopyBuffer rows) throws SQLException {
        for (int offset = 0; offset < rows.size(); offset += PIECE) {
            copy.writeToCopy(rows.bytes(), offset, Math.min(PIECE, rows.size() - offset));
        }
    }

    /** @return rows that the server says it has taken */
    long finish() throws SQLException {
        copy.writeToCopy(TRAILER, 0, TRAILER.length);
        return copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private static byte[] header() {
        byte[] header = new byte[19];
        byte[] signature = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(signature, 0, header, 0, signature.length);
        return header;
    }
}
