package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.core.DatabricksConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a profile is one of those that Lakeshift itself has written. */
final class SdkProfiles {
    private SdkProfiles() {}

    /** @param version another one whenever the file has been written anew */
    record Own(DatabricksConfig config, String version) {}

    static Optional<Own> own(Optional<Path> file, Optional<String> profile) {
        return file.filter(Files::isReadable)
                .flatMap(path -> profile.filter(name -> hasSection(path, name))
                        .map(name -> new Own(
                                new DatabricksConfig()
                                        .setConfigFile(path.toString())
                                        .setProfile(name)
                                        .setAuthType("pat"),
                                name + " " + writtenAt(path))));
    }

    private static boolean hasSection(Path file, String name) {
        try {
            return Pattern.compile("^\\s*\\[" + Pattern.quote(name) + "]", Pattern.MULTILINE)
                    .matcher(Files.readString(file))
                    .find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
