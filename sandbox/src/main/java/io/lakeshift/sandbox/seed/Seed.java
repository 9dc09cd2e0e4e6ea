package io.lakeshift.sandbox.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a sandbox holds when it starts, as YAML or JSON.
 *
 * @param name where it came from
 */
public record Seed(String name, JsonNode document) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** The shipped seed: a fashion shop's tables, an instance, a project. */
    public static Seed fashionDemo() {
        try (InputStream in = Seed.class.getResourceAsStream("fashion-demo.yaml")) {
            return new Seed("fashion-demo", YAML.readTree(in));
        } catch (IOException e) {
            throw new IllegalStateException("the shipped seed is not readable", e);
        }
    }

    public static Seed file(Path file) throws IOException {
        return new Seed(file.toString(), YAML.readTree(Files.readString(file)));
    }

    public static Seed parse(String yaml) {
        try {
            return new Seed("inline", YAML.readTree(yaml));
        } catch (IOException e) {
            throw new IllegalArgumentException("The seed is not readable: " + e.getMessage(), e);
        }
    }

    long number() {
        return document.path("seed").asLong(42);
    }
}
