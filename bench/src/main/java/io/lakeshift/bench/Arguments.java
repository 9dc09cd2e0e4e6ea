package io.lakeshift.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Command line arguments of the form {@code --name value}. */
final class Arguments {
    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Refuses names that are not known: a mistyped one would measure something else. */
    static Arguments parse(String[] arguments, String... known) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!Set.of(known).contains(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("'%s' is not an argument with a value; known: --%s"
                        .formatted(arguments[i], String.join(" --", known)));
            }
            values.put(name, arguments[i + 1]);
        }
        return new Arguments(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException("--" + name + " is missing"));
    }

    int number(String name, int otherwise) {
        return text(name).map(Integer::parseInt).orElse(otherwise);
    }

    double fraction(String name, double otherwise) {
        return text(name).map(Double::parseDouble).orElse(otherwise);
    }
}
