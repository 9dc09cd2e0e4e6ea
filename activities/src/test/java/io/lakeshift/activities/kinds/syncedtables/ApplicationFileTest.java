package io.lakeshift.activities.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
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
}
