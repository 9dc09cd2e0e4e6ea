package io.lakeshift.catalog.log;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One struct of a Parquet record: its fields by name; a field that is null is absent. */
record ParquetStruct(List<String> names, @Nullable Object[] values) {
    @Nullable Object get(String name) {
        int index = names.indexOf(name);
        return index < 0 ? null : values[index];
    }

    @Nullable String text(String name) throws MalformedActionException {
        Object value = get(name);
        return value == null ? null : Texts.keepable(name, value.toString());
    }

    @Nullable Long number(String name) throws MalformedActionException {
        return cast(name, Long.class);
    }

    @Nullable Boolean flag(String name) throws MalformedActionException {
        return cast(name, Boolean.class);
    }

    @Nullable ParquetStruct struct(String name) throws MalformedActionException {
        return cast(name, ParquetStruct.class);
    }

    @Nullable Map<?, ?> map(String name) throws MalformedActionException {
        return cast(name, Map.class);
    }

    @Nullable List<?> list(String name) throws MalformedActionException {
        return cast(name, List.class);
    }

    private <T> @Nullable T cast(String name, Class<T> type) throws MalformedActionException {
        Object value = get(name);
        if (value == null) {
            return null;
        }
        if (!type.isInstance(value)) {
            throw new MalformedActionException("column " + name + " has an unexpected type");
        }
        return type.cast(value);
    }
}
