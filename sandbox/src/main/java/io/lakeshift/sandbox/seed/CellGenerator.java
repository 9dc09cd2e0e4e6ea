package io.lakeshift.sandbox.seed;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.sandbox.engine.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The cells of one generated column. */
@FunctionalInterface
interface CellGenerator {
    /** @param number of the row, from 1 */
    @Nullable String cell(long number, Random random);

    /**
     * From its description: a list to pick from, or {@code sequence}, {@code text Product {n}}, {@code range 5 250 2},
     * {@code times 2026-01-01T00:00:00Z PT37S}, {@code vector 8}, {@code null}; without one, by the column's type.
     */
    static CellGenerator of(Column column, JsonNode description) {
        if (description.isArray()) {
            return pick(description);
        }
        String text = description.asText(byType(column.type()));
        String[] words = text.split(" ");
        return switch (words[0]) {
            case "sequence" -> (number, random) -> Long.toString(number);
            case "text" -> (number, random) -> text.substring("text ".length()).replace("{n}", Long.toString(number));
            case "range" -> range(words);
            case "times" -> times(words);
            case "days" ->
                (number, random) -> java.time.LocalDate.parse(words[1])
                        .plusDays(number % Long.parseLong(words[2]))
                        .toString();
            case "vector" -> (number, random) -> vector(Integer.parseInt(words[1]), random);
            case "boolean" -> (number, random) -> Boolean.toString(random.nextBoolean());
            case "bytes" -> (number, random) -> "\\x%08x".formatted(random.nextInt());
            case "null" -> (number, random) -> null;
            default ->
                throw new IllegalArgumentException("The seed describes the column %s as '%s', which is no generator."
                        .formatted(column.name(), text));
        };
    }

    private static String byType(String type) {
        String base = type.split("[(<]", 2)[0];
        return switch (base) {
            case "bigint", "int", "smallint", "tinyint" -> "range 1 100 0";
            case "double", "float", "decimal" -> "range 0 1000 2";
            case "boolean" -> "boolean";
            case "date" -> "days 2025-01-01 365";
            case "timestamp" -> "times 2026-01-01T00:00:00Z PT1M";
            case "timestamp_ntz" -> "times 2026-01-01T00:00:00Z PT1M local";
            case "binary" -> "bytes";
            case "array" -> "vector 3";
            case "map" -> "text {\"key\": \"{n}\"}";
            case "struct" -> "text {\"value\": {n}}";
            default -> "text value {n}";
        };
    }

    private static CellGenerator pick(JsonNode choices) {
        List<String> texts = new ArrayList<>();
        choices.forEach(it -> texts.add(it.asText()));
        return (number, random) -> texts.get(random.nextInt(texts.size()));
    }

    private static CellGenerator range(String[] words) {
        double low = Double.parseDouble(words[1]);
        double high = Double.parseDouble(words[2]);
        int scale = Integer.parseInt(words[3]);
        return (number, random) -> BigDecimal.valueOf(low + random.nextDouble() * (high - low))
                .setScale(scale, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static CellGenerator times(String[] words) {
        Instant first = Instant.parse(words[1]);
        Duration step = Duration.parse(words[2]);
        boolean local = words.length > 3;
        return (number, random) -> {
            String text = first.plus(step.multipliedBy(number)).toString();
            return local ? text.replace("Z", "") : text;
        };
    }

    private static String vector(int size, Random random) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            numbers.add(String.format(Locale.ROOT, "%.6f", random.nextGaussian()));
        }
        return numbers.toString();
    }
}
