package io.lakeshift.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/**
 * What is true of a generated table, by the generator's own books. A time counts only with these answers.
 *
 * @param activeSha256 of the sorted lines {@code path|deletion vector id} of the live files, joined by newlines
 */
record Oracle(
        long version, long activeFiles, long activeBytes, String activeSha256, long adds, long removes, long logBytes) {

    static String sha256(Collection<String> keys) {
        String lines = String.join("\n", keys.stream().sorted().toList());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path fileFor(Path table) {
        return table.resolveSibling(table.getFileName() + ".expected.json");
    }

    void write(Path file) throws IOException {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
    }

    static Oracle read(Path file) throws IOException {
        return new ObjectMapper().readValue(file.toFile(), Oracle.class);
    }
}
