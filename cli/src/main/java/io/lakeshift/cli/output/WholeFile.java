package io.lakeshift.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.UUID;

/** Writes beside the target and renames: a reader sees the old file or the new one, never half of either. */
public final class WholeFile {
    private WholeFile() {}

    /** Whoever may read the folder's other new files may read this one; a temporary file of the JDK's is private. */
    public static void write(Path target, String text) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path partial = Objects.requireNonNull(absolute.getParent(), "a file has a folder")
                .resolve("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.writeString(partial, text);
            Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
