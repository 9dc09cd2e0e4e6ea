package io.lakeshift.catalog.log;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** One primitive column as String, Long, Double, Float, Boolean, BigDecimal, LocalDate, Instant, LocalDateTime or byte[]. */
final class ParquetLeaf extends PrimitiveConverter {
    private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;

    private final Consumer<@Nullable Object> parent;
    private final @Nullable LogicalTypeAnnotation annotation;
    private final boolean int96;
    private final boolean text;
    private String[] dictionary = {};

    ParquetLeaf(PrimitiveType type, Consumer<@Nullable Object> parent) {
        this.parent = parent;
        this.annotation = type.getLogicalTypeAnnotation();
        this.int96 = type.getPrimitiveTypeName() == PrimitiveTypeName.INT96;
        this.text = annotation instanceof StringLogicalTypeAnnotation
                || annotation instanceof EnumLogicalTypeAnnotation
                || annotation instanceof JsonLogicalTypeAnnotation;
    }

    @Override
    public boolean hasDictionarySupport() {
        return text;
    }

    @Override
    public void setDictionary(Dictionary values) {
        dictionary = new String[values.getMaxId() + 1];
        for (int i = 0; i < dictionary.length; i++) {
            dictionary[i] = values.decodeToBinary(i).toStringUsingUTF8();
        }
    }

    @Override
    public void addValueFromDictionary(int id) {
        parent.accept(dictionary[id]);
    }

    @Override
    public void addBinary(Binary value) {
        if (text) {
            parent.accept(value.toStringUsingUTF8());
        } else if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            parent.accept(new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()));
        } else if (int96) {
            parent.accept(int96(value));
        } else {
            parent.accept(value.getBytes());
        }
    }

    @Override
    public void addBoolean(boolean value) {
        parent.accept(value);
    }

    @Override
    public void addDouble(double value) {
        parent.accept(value);
    }

    @Override
    public void addFloat(float value) {
        parent.accept(value);
    }

    @Override
    public void addInt(int value) {
        addLong(value);
    }

    @Override
    public void addLong(long value) {
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            parent.accept(BigDecimal.valueOf(value, decimal.getScale()));
        } else if (annotation instanceof DateLogicalTypeAnnotation) {
            parent.accept(LocalDate.ofEpochDay(value));
        } else if (annotation instanceof TimestampLogicalTypeAnnotation timestamp) {
            parent.accept(timestamp(value, timestamp));
        } else {
            parent.accept(value);
        }
    }

    private static Object timestamp(long value, TimestampLogicalTypeAnnotation type) {
        ChronoUnit unit = switch (type.getUnit()) {
            case MILLIS -> ChronoUnit.MILLIS;
            case MICROS -> ChronoUnit.MICROS;
            case NANOS -> ChronoUnit.NANOS;
        };
        Instant instant = Instant.EPOCH.plus(value, unit);
        return type.isAdjustedToUTC() ? instant : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant int96(Binary value) {
        ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long nanosOfDay = bytes.getLong();
        long day = bytes.getInt() - JULIAN_DAY_OF_EPOCH;
        return Instant.EPOCH.plus(day, ChronoUnit.DAYS).plusNanos(nanosOfDay);
    }
}
