package io.lakeshift.cli.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mapping in a plan file, read key by key. What is wrong is noted with its path and reading goes on, so that one run
 * tells everything.
 */
public final class Section {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final String path;
    private final JsonNode node;
    private final Map<String, String> environment;
    private final List<String> problems;

    Section(String path, JsonNode node, Map<String, String> environment, List<String> problems) {
        this.path = path;
        this.node = node;
        this.environment = environment;
        this.problems = problems;
    }

    /** Notes every key that is not among these. */
    public Section allow(String... keys) {
        List<String> allowed = List.of(keys);
        Iterator<String> names = node.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!allowed.contains(name)) {
                String nearest = Nearest.to(name, allowed)
                        .map(key -> "; did you mean " + key + "?")
                        .orElse(".");
                problems.add(
                        "%s is unknown%s Known there: %s.".formatted(at(name), nearest, String.join(", ", allowed)));
            }
        }
        return this;
    }

    public boolean has(String key) {
        return node.hasNonNull(key);
    }

    public Section section(String key) {
        JsonNode child = node.path(key);
        if (!child.isMissingNode() && !child.isNull() && !child.isObject()) {
            expected(key, "a mapping");
        }
        return new Section(at(key), child.isObject() ? child : NOTHING, environment, problems);
    }

    /** The mappings of a list; none where the key is left out. */
    public List<Section> sections(String key) {
        return sections(key, "");
    }

    /** @param textMember what an item that is no mapping but a text stands for; empty where each has to be a mapping */
    public List<Section> sections(String key, String textMember) {
        JsonNode list = node.path(key);
        List<Section> sections = new ArrayList<>();
        if (!list.isArray()) {
            if (has(key)) {
                expected(key, "a list");
            }
            return sections;
        }
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            if (item.isTextual() && !textMember.isEmpty()) {
                item = JsonNodeFactory.instance.objectNode().set(textMember, item);
            }
            if (item.isObject()) {
                sections.add(new Section(at(key) + "[" + i + "]", item, environment, problems));
            } else {
                expected(key + "[" + i + "]", "a mapping");
            }
        }
        return sections;
    }

    public List<String> texts(String key) {
        JsonNode list = node.path(key);
        List<String> texts = new ArrayList<>();
        if (!list.isArray()) {
            if (has(key)) {
                expected(key, "a list of texts");
            }
            return texts;
        }
        for (JsonNode item : list) {
            if (item.isValueNode()) {
                texts.add(substituted(key, item.asText()));
            } else {
                expected(key, "a list of texts");
            }
        }
        return texts;
    }

    public Optional<String> text(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!node.get(key).isValueNode()) {
            expected(key, "a text");
            return Optional.empty();
        }
        return Optional.of(substituted(key, node.get(key).asText()));
    }

    public String required(String key) {
        Optional<String> value = text(key).filter(text -> !text.isBlank());
        if (value.isEmpty() && !node.path(key).isContainerNode()) {
            problems.add(at(key) + " is missing.");
        }
        return value.orElse("");
    }

    public Optional<Integer> number(String key) {
        return parsed(key, "a whole number", Integer::valueOf);
    }

    public Optional<Boolean> flag(String key) {
        return choice(key, Map.of("true", true, "false", false));
    }

    public Optional<Duration> duration(String key) {
        return parsed(key, "a duration such as PT24H or P2D", Duration::parse);
    }

    public <T> Optional<T> choice(String key, Map<String, T> choices) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!choices.containsKey(value.get())) {
            List<String> names = choices.keySet().stream().sorted().toList();
            String nearest = Nearest.to(value.get(), names)
                    .map(name -> "; did you mean " + name + "?")
                    .orElse(".");
            problems.add("%s is %s%s It can be %s.".formatted(at(key), value.get(), nearest, String.join(", ", names)));
        }
        return Optional.ofNullable(choices.get(value.get()));
    }

    /** A value whose own parser says what is wrong with it. */
    public <T> Optional<T> parsed(String key, String form, Function<String, T> parser) {
        Optional<String> value = text(key);
        try {
            return value.map(parser);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            problems.add("%s is %s, but must be %s.".formatted(at(key), value.orElse(""), form));
            return Optional.empty();
        }
    }

    /** Every key with its text, whatever the keys are. */
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(key -> text(key).ifPresent(value -> all.put(key, value)));
        return all;
    }

    public void problem(String key, String what) {
        problems.add(at(key) + " " + what);
    }

    private void expected(String key, String form) {
        problems.add("%s must be %s.".formatted(at(key), form));
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private String substituted(String key, String text) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String value = environment.get(name);
            if (value == null) {
                problems.add("%s asks for ${%s}, which the environment does not have; set it%s."
                        .formatted(at(key), name, key.equals("database") ? ", or leave the key out" : ""));
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(value == null ? "" : value));
        }
        matcher.appendTail(result);
        return result.toString();
    }
}
