package io.lakeshift.sandbox.engine.spark;

import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.TableName;
import java.util.Map;
import java.util.stream.Collectors;

/** Pieces of Spark SQL. */
final class SparkText {
    private SparkText() {}

    static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    static String quoted(TableName name) {
        return quoted(name.catalog()) + '.' + quoted(name.schema()) + '.' + quoted(name.table());
    }

    static String literal(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }

    static String list(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(it -> literal(it.getKey()) + " = " + literal(it.getValue()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** The other way round from how rows are read. */
    static String fromText(String cell, Column column) {
        String type = column.type();
        if (type.startsWith("array<") || type.startsWith("map<") || type.startsWith("struct<")) {
            return "from_json(" + cell + ", " + literal(type) + ")";
        }
        return type.equals("binary") ? "unhex(substring(" + cell + ", 3))" : "CAST(" + cell + " AS " + type + ")";
    }
}
