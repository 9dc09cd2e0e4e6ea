package io.lakeshift.catalog.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A checkpoint in a temporary file, which closing deletes.
 *
 * @param actions rows of the checkpoint
 * @param addFiles live files among them
 */
public record CheckpointFile(Path path, long version, long actions, long addFiles) implements AutoCloseable {
    /** The content of {@code _last_checkpoint} for this checkpoint. */
    public byte[] pointer() throws IOException {
        return ("{\"version\":" + version + ",\"size\":" + actions + ",\"sizeInBytes\":" + Files.size(path)
                        + ",\"numOfAddFiles\":" + addFiles + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
