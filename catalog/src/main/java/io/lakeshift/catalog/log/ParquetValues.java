package io.lakeshift.catalog.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Turns Parquet records of any schema into structs, lists, maps and plain Java values. */
final class ParquetValues extends RecordMaterializer<ParquetStruct> {
    private final StructConverter root;
    private @Nullable ParquetStruct current;

    ParquetValues(MessageType schema) {
        this.root = new StructConverter(schema, value -> current = (ParquetStruct) value);
    }

    @Override
    public ParquetStruct getCurrentRecord() {
        if (current == null) {
            throw new IllegalStateException("no record was read");
        }
        return current;
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }

    private static Converter converter(Type type, Consumer<@Nullable Object> parent) {
        if (type.isPrimitive()) {
            return new ParquetLeaf(type.asPrimitiveType(), parent);
        }
        GroupType group = type.asGroupType();
        LogicalTypeAnnotation annotation = group.getLogicalTypeAnnotation();
        boolean single = group.getFieldCount() == 1 && group.getType(0).isRepetition(Type.Repetition.REPEATED);
        if (single && isMap(annotation) && !group.getType(0).isPrimitive()) {
            return new MapConverter(group.getType(0).asGroupType(), parent);
        }
        if (single && annotation instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
            return new ListConverter(group.getType(0), parent);
        }
        return new StructConverter(group, parent);
    }

    private static boolean isMap(@Nullable LogicalTypeAnnotation annotation) {
        return annotation instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation
                || annotation instanceof LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
    }

    private static final class StructConverter extends GroupConverter {
        private final List<String> names = new ArrayList<>();
        private final Converter[] fields;
        private final Consumer<@Nullable Object> parent;
        private @Nullable Object[] values;

        StructConverter(GroupType type, Consumer<@Nullable Object> parent) {
            this.parent = parent;
            this.fields = new Converter[type.getFieldCount()];
            this.values = new @Nullable Object[fields.length];
            for (int i = 0; i < fields.length; i++) {
                int index = i;
                names.add(type.getFieldName(i));
                fields[i] = converter(type.getType(i), value -> values[index] = value);
            }
        }

        @Override
        public Converter getConverter(int index) {
            return fields[index];
        }

        @Override
        public void start() {
            values = new @Nullable Object[fields.length];
        }

        @Override
        public void end() {
            parent.accept(new ParquetStruct(names, values));
        }
    }

    private static final class MapConverter extends GroupConverter {
        private final GroupConverter entry;
        private final Consumer<@Nullable Object> parent;
        private Map<Object, @Nullable Object> entries = new LinkedHashMap<>();

        MapConverter(GroupType type, Consumer<@Nullable Object> parent) {
            this.parent = parent;
            this.entry = new StructConverter(type, value -> {
                ParquetStruct pair = (ParquetStruct) value;
                if (pair != null && pair.values()[0] != null) {
                    entries.put(pair.values()[0], pair.values().length > 1 ? pair.values()[1] : null);
                }
            });
        }

        @Override
        public Converter getConverter(int index) {
            return entry;
        }

        @Override
        public void start() {
            entries = new LinkedHashMap<>();
        }

        @Override
        public void end() {
            parent.accept(entries);
        }
    }

    /** Lists in three levels, as the format says, and in two, as old writers made them. */
    private static final class ListConverter extends GroupConverter {
        private final Converter element;
        private final Consumer<@Nullable Object> parent;
        private List<@Nullable Object> elements = new ArrayList<>();

        ListConverter(Type repeated, Consumer<@Nullable Object> parent) {
            this.parent = parent;
            boolean threeLevels = !repeated.isPrimitive()
                    && repeated.asGroupType().getFieldCount() == 1
                    && !repeated.getName().equals("array")
                    && !repeated.getName().endsWith("_tuple");
            this.element = threeLevels
                    ? new StructConverter(repeated.asGroupType(), value -> elements.add(first(value)))
                    : converter(repeated, value -> elements.add(value));
        }

        private static @Nullable Object first(@Nullable Object value) {
            return value instanceof ParquetStruct struct ? struct.values()[0] : null;
        }

        @Override
        public Converter getConverter(int index) {
            return element;
        }

        @Override
        public void start() {
            elements = new ArrayList<>();
        }

        @Override
        public void end() {
            parent.accept(elements);
        }
    }
}
