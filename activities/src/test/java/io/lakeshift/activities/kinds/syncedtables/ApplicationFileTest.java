package io.lakeshift.activities.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationFileTest {
    private static final Map<String, String> SET = Map.of("SCHEMA", "lakebase", "TABLE", "orders_synced");

    @TempDir
    Path folder;

    @Test
    void changesWhatItIsAskedToAndPutsItBack() throws Exception {
        // Given
        Path file = folder.resolve("app.env");
        String before = "# shop\nexport SCHEMA = demo\nPORT=8080\n";
        Files.writeString(file, before);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        ApplicationFile application = new ApplicationFile(file);

        // When
        String values = application.values(SET.keySet());
        application.set(SET);
        application.set(SET);

        // Then
        assertThat(Files.readString(file))
                .isEqualTo("# shop\nexport SCHEMA = lakebase\nPORT=8080\nTABLE=orders_synced\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");

        // When
        application.restore(SET, values);

        // Then
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void leavesWhatAPersonHasChangedSince() throws Exception {
        // Given
        Path file = folder.resolve("app.env");
        Files.writeString(file, "SCHEMA=demo\n");
        ApplicationFile application = new ApplicationFile(file);
        String values = application.values(SET.keySet());
        application.set(SET);

        // When
        Files.writeString(file, "SCHEMA=mine\nTABLE=orders_synced\n");
        application.restore(SET, values);

        // Then
        assertThat(Files.readString(file)).isEqualTo("SCHEMA=mine\n");
    }

    @Test
    void writesTheFileThatALinkLeadsTo() throws Exception {
        // Given
        Path real = Files.createDirectory(folder.resolve("releases")).resolve("app.env");
        Files.writeString(real, "SCHEMA=demo\n");
        Path link = Files.createSymbolicLink(folder.resolve("app.env"), real);

        // When
        new ApplicationFile(link).set(SET);

        // Then
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.readString(real)).isEqualTo("SCHEMA=lakebase\nTABLE=orders_synced\n");
        try (Stream<Path> left = Files.list(real.getParent())) {
            assertThat(left).containsExactly(real);
        }
    }

    @Test
    void keepsWhoTheFileBelongsTo() throws Exception {
        // Given: a group that is not the worker's own, which only some users can give a file
        Path file = folder.resolve("app.env");
        Files.writeString(file, "SCHEMA=demo\n");
        Object group = Files.getAttribute(file, "unix:gid");
        if (Files.getAttribute(file, "unix:uid").equals(0)) {
            group = 12_345;
            Files.setAttribute(file, "unix:gid", group);
            Files.setAttribute(file, "unix:uid", 12_346);
        }
        Object owner = Files.getAttribute(file, "unix:uid");

        // When
        new ApplicationFile(file).set(SET);

        // Then
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(group);
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(owner);
        assertThat(Files.readString(file)).isEqualTo("SCHEMA=lakebase\nTABLE=orders_synced\n");
    }
}
