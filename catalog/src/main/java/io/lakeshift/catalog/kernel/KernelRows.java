package io.lakeshift.catalog.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import java.util.List;

/** Kernel's rows as JSON. Members that are null are left out; null values of maps stay. */
final class KernelRows {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private KernelRows() {}

    static ObjectNode object(Row row) {
        ObjectNode object = NODES.objectNode();
        List<StructField> fields = row.getSchema().fields();
        for (int i = 0; i < fields.size(); i++) {
            if (!row.isNullAt(i)) {
                object.set(fields.get(i).getName(), value(row, i, fields.get(i).getDataType()));
            }
        }
        return object;
    }

    private static JsonNode value(Row row, int ordinal, DataType type) {
        if (type instanceof StringType) {
            return NODES.textNode(row.getString(ordinal));
        }
        if (type instanceof LongType) {
            return NODES.numberNode(row.getLong(ordinal));
        }
        if (type instanceof IntegerType) {
            return NODES.numberNode(row.getInt(ordinal));
        }
        if (type instanceof BooleanType) {
            return NODES.booleanNode(row.getBoolean(ordinal));
        }
        if (type instanceof StructType) {
            return object(row.getStruct(ordinal));
        }
        if (type instanceof MapType) {
            return map(row.getMap(ordinal));
        }
        if (type instanceof ArrayType) {
            return array(row.getArray(ordinal));
        }
        throw new IllegalArgumentException("No action holds the type " + type);
    }

    static ObjectNode map(MapValue map) {
        ObjectNode object = NODES.objectNode();
        ColumnVector keys = map.getKeys();
        ColumnVector values = map.getValues();
        for (int i = 0; i < map.getSize(); i++) {
            object.set(keys.getString(i), text(values, i));
        }
        return object;
    }

    static ArrayNode array(ArrayValue array) {
        ArrayNode nodes = NODES.arrayNode();
        ColumnVector elements = array.getElements();
        for (int i = 0; i < array.getSize(); i++) {
            nodes.add(text(elements, i));
        }
        return nodes;
    }

    private static JsonNode text(ColumnVector vector, int row) {
        return vector.isNullAt(row) ? NODES.nullNode() : NODES.textNode(vector.getString(row));
    }
}
