package io.lakeshift.cli.kinds.sqldelta.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The tables of the demo, as Spark wrote them. */
public enum DemoTable {
    SALES("sales", "partitioned, four commits"),
    ORDERS("orders", "partitioned, with deletion vectors and a checkpoint"),
    CUSTOMERS("customers", "with a V2 checkpoint and its sidecars");

    private final String directory;
    private final String description;

    DemoTable(String directory, String description) {
        this.directory = directory;
        this.description = description;
    }

    public String directory() {
        return directory;
    }

    public String description() {
        return description;
    }

    /** Copies the table below a directory. */
    public void copyTo(Path scratch) throws IOException {
        for (String file : files()) {
            Path target = scratch.resolve(file);
            Files.createDirectories(Objects.requireNonNull(target.getParent(), "a file has a directory"));
            try (InputStream in = resource("tables/" + file)) {
                Files.copy(in, target);
            }
        }
    }

    private List<String> files() throws IOException {
        try (BufferedReader index =
                new BufferedReader(new InputStreamReader(resource("tables.txt"), StandardCharsets.UTF_8))) {
            return index.lines()
                    .filter(file -> file.startsWith(directory + "/"))
                    .toList();
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(
                DemoTable.class.getResourceAsStream(name), () -> name + " is missing from the program");
    }
}
