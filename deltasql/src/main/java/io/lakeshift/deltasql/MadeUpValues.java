package io.lakeshift.deltasql;

import io.delta.kernel.expressions.Literal;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Values for a demonstration's rows, in the form that Delta Kernel takes for each type. */
final class MadeUpValues {
    private static final int DAY = 20_000;

    private MadeUpValues() {}

    /** Null for types that are not simple, and for times, which Kernel's vectors of rows do not hand out. */
    static @Nullable Object value(DataType type, int number) {
        if (type instanceof IntegerType) {
            return number;
        } else if (type instanceof LongType) {
            return (long) number;
        } else if (type instanceof ShortType) {
            return (short) number;
        } else if (type instanceof ByteType) {
            return (byte) number;
        } else if (type instanceof StringType) {
            return "row " + number;
        } else if (type instanceof BooleanType) {
            return number % 2 == 0;
        } else if (type instanceof DoubleType) {
            return number + 0.5;
        } else if (type instanceof FloatType) {
            return number + 0.5f;
        } else if (type instanceof DateType) {
            return DAY + number;
        } else if (type instanceof DecimalType decimal) {
            return BigDecimal.valueOf(number % 10).setScale(decimal.getScale());
        } else if (type instanceof BinaryType) {
            return ("row " + number).getBytes(StandardCharsets.UTF_8);
        }
        return null;
    }

    /** The partition value of every row. */
    static Literal literal(DataType type) {
        Object value = value(type, 1);
        if (type instanceof IntegerType && value instanceof Integer number) {
            return Literal.ofInt(number);
        } else if (type instanceof LongType && value instanceof Long number) {
            return Literal.ofLong(number);
        } else if (type instanceof ShortType && value instanceof Short number) {
            return Literal.ofShort(number);
        } else if (type instanceof StringType && value instanceof String text) {
            return Literal.ofString(text);
        } else if (type instanceof DateType && value instanceof Integer day) {
            return Literal.ofDate(day);
        } else if (type instanceof BooleanType && value instanceof Boolean flag) {
            return Literal.ofBoolean(flag);
        }
        return Literal.ofNull(type);
    }
}
