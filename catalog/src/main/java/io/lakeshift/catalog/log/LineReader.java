package io.lakeshift.catalog.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream into lines without turning bytes into characters. The bytes of a line stay valid until the next. */
final class LineReader {
    private final InputStream in;
    private byte[] buffer;
    private int lineStart;
    private int lineEnd;
    private int next;
    private int filled;
    private boolean atEnd;
    private boolean plain;
    private long read;

    LineReader(InputStream in, byte[] buffer) {
        this.in = in;
        this.buffer = buffer;
    }

    /** @return false when there is no further line; a last line without its line feed is a line */
    boolean advance() throws IOException {
        lineStart = next;
        int scan = next;
        int previous = 0;
        int special = 0;
        while (true) {
            for (; scan < filled; scan++) {
                int current = buffer[scan];
                if (current == '\n') {
                    plain = special >= 0;
                    lineEnd = scan;
                    next = scan + 1;
                    return true;
                }
                special |= previous == '\\' && current == 'u' ? -1 : current;
                previous = current;
            }
            if (atEnd) {
                plain = special >= 0;
                lineEnd = filled;
                next = filled;
                return lineEnd > lineStart;
            }
            scan -= fill();
        }
    }

    /** Makes room, reads on, and says by how much what was read before has moved. */
    private int fill() throws IOException {
        int moved = 0;
        if (filled == buffer.length) {
            if (lineStart > 0) {
                moved = lineStart;
                System.arraycopy(buffer, lineStart, buffer, 0, filled - lineStart);
                filled -= moved;
                next -= moved;
                lineStart = 0;
            } else {
                buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
            }
        }
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            atEnd = true;
        } else {
            filled += count;
            read += count;
        }
        return moved;
    }

    byte[] bytes() {
        return buffer;
    }

    int start() {
        return lineStart;
    }

    int length() {
        int length = lineEnd - lineStart;
        return length > 0 && buffer[lineEnd - 1] == '\r' ? length - 1 : length;
    }

    boolean isBlank() {
        for (int i = lineStart; i < lineEnd; i++) {
            if (buffer[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    /** Whether the line is ASCII without Unicode escapes, so that no text in it can hold an odd character. */
    boolean isPlain() {
        return plain;
    }

    /** Whether no line feed ends the line: what a writer leaves that was stopped halfway. */
    boolean isUnterminated() {
        return atEnd && lineEnd == filled && next == filled;
    }

    long bytesRead() {
        return read;
    }
}
