package io.lakeshift.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Values as text: ISO dates and times, {@code \x} hex for bytes, JSON for arrays, maps and structs. */
final class Cells {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter INSTANT = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 3, 6, true)
            .appendLiteral('Z')
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private Cells() {}

    static String text(Object value, DataType type) throws java.io.IOException {
        if (value == null) {
            return null;
        }
        boolean nested = type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
        return nested ? JSON.writeValueAsString(node(value, type)) : plain(value);
    }

    private static String plain(Object value) {
        if (value instanceof Instant instant) {
            return INSTANT.format(instant);
        }
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static JsonNode node(Object value, DataType type) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (type instanceof ArrayType array) {
            ArrayNode list = NODES.arrayNode();
            CollectionConverters.asJava((Seq<?>) value).forEach(it -> list.add(node(it, array.elementType())));
            return list;
        }
        if (type instanceof MapType map) {
            ObjectNode object = NODES.objectNode();
            Map<?, ?> entries = CollectionConverters.asJava((scala.collection.Map<?, ?>) value);
            entries.forEach((key, it) -> object.set(plain(key), node(it, map.valueType())));
            return object;
        }
        if (type instanceof StructType struct) {
            ObjectNode object = NODES.objectNode();
            Row row = (Row) value;
            for (int i = 0; i < struct.size(); i++) {
                object.set(struct.fields()[i].name(), node(row.get(i), struct.fields()[i].dataType()));
            }
            return object;
        }
        return scalar(value);
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? NODES.numberNode(new BigDecimal(value.toString())) : NODES.textNode(value.toString());
        }
        if (value instanceof BigDecimal decimal) {
            return NODES.numberNode(decimal);
        }
        return value instanceof Number number ? NODES.numberNode(number.longValue()) : NODES.textNode(plain(value));
    }
}
