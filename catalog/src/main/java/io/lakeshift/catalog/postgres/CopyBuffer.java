package io.lakeshift.catalog.postgres;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows in PostgreSQL's binary COPY format, without header and trailer. */
final class CopyBuffer {
    private static final long MICROS_1970_TO_2000 = 946_684_800_000_000L;
    private static final int TEXT_OID = 25;

    private byte[] bytes = new byte[1024];
    private int size;

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    CopyBuffer row(int columns) {
        room(2);
        int2(columns);
        return this;
    }

    CopyBuffer uuid(UUID value) {
        room(20);
        int4(16);
        int8(value.getMostSignificantBits());
        int8(value.getLeastSignificantBits());
        return this;
    }

    CopyBuffer bigint(@Nullable Long value) {
        if (value == null) {
            return nul();
        }
        room(12);
        int4(8);
        int8(value);
        return this;
    }

    CopyBuffer integer(@Nullable Integer value) {
        if (value == null) {
            return nul();
        }
        room(8);
        int4(4);
        int4(value);
        return this;
    }

    CopyBuffer bool(@Nullable Boolean value) {
        if (value == null) {
            return nul();
        }
        room(5);
        int4(1);
        bytes[size++] = (byte) (value ? 1 : 0);
        return this;
    }

    CopyBuffer text(@Nullable String value) {
        if (value == null) {
            return nul();
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        room(4 + utf8.length);
        int4(utf8.length);
        append(utf8);
        return this;
    }

    CopyBuffer jsonb(@Nullable String value) {
        if (value == null) {
            return nul();
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        room(5 + utf8.length);
        int4(1 + utf8.length);
        bytes[size++] = 1;
        append(utf8);
        return this;
    }

    CopyBuffer hex(@Nullable String value) {
        if (value == null) {
            return nul();
        }
        byte[] decoded = HexFormat.of().parseHex(value);
        room(4 + decoded.length);
        int4(decoded.length);
        append(decoded);
        return this;
    }

    CopyBuffer timestamp(Instant value) {
        long micros = Math.addExact(Math.multiplyExact(value.getEpochSecond(), 1_000_000L), value.getNano() / 1_000);
        return bigint(micros - MICROS_1970_TO_2000);
    }

    CopyBuffer texts(@Nullable List<@Nullable String> values) {
        if (values == null) {
            return nul();
        }
        room(24);
        int lengthAt = size;
        int4(0);
        int4(values.isEmpty() ? 0 : 1);
        int4(values.contains(null) ? 1 : 0);
        int4(TEXT_OID);
        if (!values.isEmpty()) {
            int4(values.size());
            int4(1);
            values.forEach(this::text);
        }
        int end = size;
        size = lengthAt;
        int4(end - lengthAt - 4);
        size = end;
        return this;
    }

    CopyBuffer nul() {
        room(4);
        int4(-1);
        return this;
    }

    void append(byte[] source, int offset, int length) {
        room(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    void clear() {
        size = 0;
    }

    private void append(byte[] source) {
        System.arraycopy(source, 0, bytes, size, source.length);
        size += source.length;
    }

    private void room(int needed) {
        if (bytes.length - size < needed) {
            int grown = Math.addExact(size, needed);
            bytes = Arrays.copyOf(bytes, Math.max(grown, (int) Math.min(Integer.MAX_VALUE - 8, bytes.length * 2L)));
        }
    }

    private void int2(int value) {
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    private void int4(int value) {
        int2(value >> 16);
        int2(value);
    }

    private void int8(long value) {
        int4((int) (value >> 32));
        int4((int) value);
    }
}
