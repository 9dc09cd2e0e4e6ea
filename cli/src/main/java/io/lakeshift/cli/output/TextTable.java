package io.lakeshift.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table for people: a heading, columns as wide as their widest cell, numbers to the right. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... heading) {
        this.heading = List.of(heading);
    }

    /** Null is shown as a dash; -1, which stands for unknown, too. */
    public TextTable row(Object... cells) {
        if (cells.length != heading.size()) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + heading.size() + " columns");
        }
        rows.add(Arrays.stream(cells).map(TextTable::text).toList());
        return this;
    }

    private static String text(Object cell) {
        String text = String.valueOf(cell);
        return text.isEmpty() || text.equals("-1") ? "-" : text;
    }

    /** Lines without a line end; empty where there is no row. */
    public List<String> lines() {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(heading));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(width(column) - cell.length());
            line.append(column == 0 ? "" : GAP).append(isNumeric(column) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int widest =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(heading.get(column).length(), widest);
    }

    private boolean isNumeric(int column) {
        return rows.stream()
                .map(row -> row.get(column))
                .allMatch(cell -> cell.equals("-") || Character.isDigit(cell.charAt(0)));
    }
}
