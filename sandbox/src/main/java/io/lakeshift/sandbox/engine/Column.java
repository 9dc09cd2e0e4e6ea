package io.lakeshift.sandbox.engine;

import java.util.Locale;

/** @param type as Spark SQL writes it, in lower case: {@code bigint}, {@code decimal(10,2)}, {@code array<double>} */
public record Column(String name, String type, boolean nullable) {
    public Column {
        type = type.strip().toLowerCase(Locale.ROOT);
    }
}
