package io.lakeshift.catalog.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tables written by real Spark jobs. Tests work on copies: {@code Path root = GoldenTables.copy("checkpoint", tempDir)}. */
public final class GoldenTables {
    private static final String RESOURCE = "/golden/NOTICE.md";

    private GoldenTables() {}

    /**
     * Copies one golden folder, or a table root inside one ({@code "hive/deltatbl-partitioned"}).
     *
     * @return the copy, {@code directory/<last part of name>}
     */
    public static Path copy(String name, Path directory) {
        Path target = directory.resolve(Path.of(name).getFileName().toString());
        withFolder(folder -> copyTree(folder.resolve(name), target));
        return target;
    }

    /** Copies all of them into the directory. */
    public static void copyAll(Path directory) {
        withFolder(folder -> copyTree(folder, directory));
    }

    /** What delta-rs answers for each table root: members of an expectation are in the notice beside the tables. */
    public static SortedMap<String, JsonNode> expectations() {
        try (InputStream in = Objects.requireNonNull(GoldenTables.class.getResourceAsStream("/golden-expected.json"))) {
            SortedMap<String, JsonNode> expectations = new TreeMap<>();
            new ObjectMapper()
                    .readTree(in)
                    .fields()
                    .forEachRemaining(field -> expectations.put(field.getKey(), field.getValue()));
            return expectations;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface FolderUse {
        void accept(Path folder) throws IOException;
    }

    private static void withFolder(FolderUse use) {
        try {
            URI uri = Objects.requireNonNull(GoldenTables.class.getResource(RESOURCE), "golden tables are missing")
                    .toURI();
            if (!uri.getScheme().equals("jar")) {
                use.accept(Objects.requireNonNull(Path.of(uri).getParent()));
                return;
            }
            try (FileSystem jar = FileSystems.newFileSystem(Path.of(URI.create(uri.getRawSchemeSpecificPart()
                    .substring(0, uri.getRawSchemeSpecificPart().indexOf("!/")))))) {
                use.accept(jar.getPath("/golden"));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
