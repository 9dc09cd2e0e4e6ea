package io.lakeshift.cli.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.lakeshift.cli.Terminal;

/** Where a verb's result goes: one JSON document, or lines for people, on stdout. */
public final class Results {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .setSerializationInclusion(JsonInclude.Include.ALWAYS);

    private final Terminal terminal;
    private final OutputOptions options;

    public Results(Terminal terminal, OutputOptions options) {
        this.terminal = terminal;
        this.options = options;
    }

    /** Prints the value as JSON, or what the other one prints for people. */
    public void print(Object value, Runnable forPeople) {
        if (options.json()) {
            terminal.out().println(json(value));
        } else {
            forPeople.run();
        }
        terminal.out().flush();
    }

    public void line(String format, Object... arguments) {
        terminal.out().println(arguments.length == 0 ? format : String.format(format, arguments));
    }

    /** One line as it is, shown at once: percent signs in it mean nothing. */
    public void text(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }

    public void table(TextTable table) {
        table.lines().forEach(terminal.out()::println);
    }

    /** Something people like to know while they wait. */
    public void progress(String line) {
        terminal.err().println(line);
        terminal.err().flush();
    }

    public boolean json() {
        return options.json();
    }

    public boolean verbose() {
        return options.verbose();
    }

    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result that cannot be written as JSON", e);
        }
    }
}
