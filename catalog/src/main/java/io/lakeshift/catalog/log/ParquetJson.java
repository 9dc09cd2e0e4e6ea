package io.lakeshift.catalog.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes Parquet values as the JSON that a commit file would hold. Absent struct fields are left out; nulls in maps stay. */
final class ParquetJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

    private ParquetJson() {}

    static @Nullable String of(@Nullable Object value) throws IOException {
        if (value == null) {
            return null;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, value);
        }
        return Texts.keepableJson(text.toString());
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof ParquetStruct struct) {
            struct(json, struct);
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else {
            leaf(json, value);
        }
    }

    private static void struct(JsonGenerator json, ParquetStruct struct) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < struct.values().length; i++) {
            Object value = struct.values()[i];
            if (value != null) {
                json.writeFieldName(struct.names().get(i));
                write(json, value);
            }
        }
        json.writeEndObject();
    }

    private static void leaf(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Float number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number.toPlainString());
        } else if (value instanceof Instant instant) {
            json.writeString(time(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "Z");
        } else if (value instanceof LocalDateTime time) {
            json.writeString(time(time));
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else {
            json.writeString(value.toString());
        }
    }

    /** Milliseconds as Delta's writers put them, more digits where fewer would move a bound. */
    private static String time(LocalDateTime time) {
        return (time.getNano() % 1_000_000 == 0 ? MILLIS : MICROS).format(time);
    }
}
