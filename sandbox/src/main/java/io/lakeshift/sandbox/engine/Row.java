package io.lakeshift.sandbox.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row in the order of its table's columns, each cell in the text form that PostgreSQL reads for the mapped type:
 * ISO dates and times (instants with an offset), {@code \x} hex for binary, JSON for arrays, maps and structs. A string
 * cell may hold U+0000, which PostgreSQL refuses.
 */
public record Row(List<@Nullable String> cells) {
    public @Nullable String cell(int index) {
        return cells.get(index);
    }
}
