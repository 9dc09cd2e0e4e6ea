package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.Row;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows into a COPY. */
public final class CopyRows implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final CopyIn copy;
    private final boolean storesNul;
    private final StringBuilder buffer = new StringBuilder();

    /** @param storesNul whether U+0000 is replaced by what stands for it in the store, or sent for PostgreSQL to refuse */
    public CopyRows(PGConnection connection, String statement, boolean storesNul) throws SQLException {
        this.copy = connection.getCopyAPI().copyIn(statement);
        this.storesNul = storesNul;
    }

    public void write(Row row) throws SQLException {
        for (int i = 0; i < row.cells().size(); i++) {
            if (i > 0) {
                buffer.append('\t');
            }
            append(row.cell(i));
        }
        buffer.append('\n');
        if (buffer.length() >= BUFFER) {
            flush();
        }
    }

    private void append(@Nullable String cell) {
        if (cell == null) {
            buffer.append("\\N");
            return;
        }
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                case '\0' -> buffer.append(storesNul ? StoredTable.STORED_NUL : c);
                default -> buffer.append(c);
            }
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }

    /** How many rows were copied. */
    public long finish() throws SQLException {
        flush();
        return copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
