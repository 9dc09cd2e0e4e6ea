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
        plain = true;
        int scan = next;
        while (true) {
            scan = scan(scan);
            if (scan < filled) {
                lineEnd = scan;
                next = scan + 1;
                return true;
            }
            if (atEnd) {
                lineEnd = filled;
                next = filled;
                return lineEnd > lineStart;
            }
            scan -= fill();
        }
    }

    /** Looks for the line feed, and for bytes that odd characters can be made of, from here to what has been read. */
    private int scan(int from) {
        byte[] bytes = buffer;
        int end = filled;
        for (int i = from; i < end; i++) {
            byte current = bytes[i];
            if (current == '\n') {
                return i;
            }
            // Most bytes of a log are none of these, so one comparison each is all that they cost.
            if (current >= 'u'
                    ? current == 'u' && i > lineStart && bytes[i - 1] == '\\'
                    : current < 0 && isOdd(current)) {
                plain = false;
            }
        }
        return end;
    }

    /** Whether halves of surrogate pairs, or a NUL in too many bytes, may begin with this byte. */
    private static boolean isOdd(byte first) {
        int value = first & 0xFF;
        return value == 0xC0 || value == 0xE0 || value == 0xED || value >= 0xF0;
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

    /** Whether no text of the line can hold a NUL or half a surrogate pair, as its bytes show. */
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
