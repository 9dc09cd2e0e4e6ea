package io.lakeshift.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {
    @TempDir
    static Path directory;

    private static Home home = new Home(Path.of(""));

    @BeforeAll
    static void initialiseOnce() throws Exception {
        home = new Home(directory.resolve("home"));
        try (HolderProcess first = HolderProcess.start(home.root(), Map.of())) {
            first.awaitReady();
        }
    }

    @AfterAll
    static void nothingIsLeftRunning() throws IOException {
        assertThat(PostmasterPid.read(home.postgres().resolve("data"))).isEmpty();
        assertThat(home.announcement()).doesNotExist();
    }

    @Test
    void startsADatabaseThatAsksForItsPassword() throws Exception {
        try (HolderProcess owner = HolderProcess.start(home.root(), Map.of())) {
            // When
            owner.awaitReady();

            // Then
            String url = new Connections(home).url(Connections.DEFAULT).orElseThrow();
            assertThat(canConnect(url)).isTrue();
            assertThat(canConnect(url.replaceFirst(":[0-9a-f]+@", ":wrong@"))).isFalse();
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(home.connections().resolve(Connections.DEFAULT))))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.root())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void anotherUserOfTheMachineCannotUseItsTemporal() throws Exception {
        try (HolderProcess owner = HolderProcess.start(home.root(), Map.of())) {
            // Given
            owner.awaitReady();
            TemporalEndpoint announced = Announcement.read(home).orElseThrow().temporal();
            TemporalEndpoint guessed = new TemporalEndpoint(
                    announced.address(),
                    announced.namespace(),
                    announced.kind(),
                    Optional.empty(),
                    Optional.of("guessed"));
            TemporalEndpoint without = new TemporalEndpoint(
                    announced.address(), announced.namespace(), announced.kind(), Optional.empty());

            // Then
            try (TemporalProbe probe = TemporalProbe.of(announced)) {
                assertThat(probe.isReady()).isTrue();
            }
            for (TemporalEndpoint stranger : List.of(without, guessed)) {
                try (TemporalProbe probe = TemporalProbe.of(stranger)) {
                    assertThat(probe.problem().orElseThrow().getStatus().getCode())
                            .isEqualTo(Status.Code.UNAUTHENTICATED);
                }
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.announcement())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        try (HolderProcess owner = HolderProcess.start(home.root(), Map.of())) {
            // Given
            int temporal = Integer.parseInt(owner.awaitReady().get(2).split(":")[1]);
            int postgres = PostmasterPid.read(home.postgres().resolve("data"))
                    .orElseThrow()
                    .port();

            // When
            List<InetAddress> others = otherAddresses();

            // Then
            assertThat(accepts(Loopback.address(), temporal)).isTrue();
            assertThat(accepts(Loopback.address(), postgres)).isTrue();
            assertThat(others).noneMatch(address -> accepts(address, temporal) || accepts(address, postgres));
        }
    }

    @Test
    void aSecondTerminalJoinsAndTheOwnerWaitsForIt() throws Exception {
        try (HolderProcess owner = HolderProcess.start(home.root(), Map.of())) {
            List<String> owned = owner.awaitReady();
            try (HolderProcess guest = HolderProcess.start(home.root(), Map.of())) {
                // Given
                List<String> joined = guest.awaitReady();
                assertThat(joined.subList(0, 3)).isEqualTo(owned.subList(0, 3));
                assertThat(joined.get(3)).isEqualTo("false");

                // When
                owner.letGo();

                // Then
                await().during(Duration.ofMillis(500))
                        .until(() -> owner.process().isAlive()
                                && Announcement.read(home)
                                        .filter(Announcement::isLive)
                                        .isPresent());
            }
            assertThat(owner.process().waitFor()).isZero();
        }
    }

    @Test
    void twoThatStartAtOnceShareOneStack() throws Exception {
        try (HolderProcess one = HolderProcess.start(home.root(), Map.of());
                HolderProcess two = HolderProcess.start(home.root(), Map.of())) {
            // When
            List<String> first = one.awaitReady();
            List<String> second = two.awaitReady();

            // Then
            assertThat(first.get(2)).isEqualTo(second.get(2));
            assertThat(List.of(first.get(3), second.get(3))).containsExactlyInAnyOrder("true", "false");
            // The owner, whichever it is, waits for its guest.
            one.letGo();
            two.letGo();
        }
    }

    @Test
    void afterAKillTheNextStartTakesTheDatabaseOver() throws Exception {
        // Given
        HolderProcess killed = HolderProcess.start(home.root(), Map.of());
        killed.awaitReady();
        String url = new Connections(home).url(Connections.DEFAULT).orElseThrow();
        execute(url, "CREATE TABLE survivor (n INT)");
        Path data = home.postgres().resolve("data");
        PostmasterPid server = PostmasterPid.read(data).orElseThrow();

        // When
        killed.killHard();
        try (HolderProcess next = HolderProcess.start(home.root(), Map.of())) {
            List<String> ready = next.awaitReady();

            // Then
            assertThat(ready.get(3)).isEqualTo("true");
            assertThat(PostmasterPid.read(data).orElseThrow().pid()).isEqualTo(server.pid());
            execute(new Connections(home).url(Connections.DEFAULT).orElseThrow(), "DROP TABLE survivor");
        }
        assertThat(server.runs(data)).isFalse();
    }

    @Test
    void aGuestWithADatabaseOfItsOwnNamesItWithoutThePassword() throws Exception {
        // Given
        String url = "postgresql://me:secret@db.example:5432/sales";
        try (HolderProcess owner = HolderProcess.start(home.root(), Map.of())) {
            owner.awaitReady();

            // When
            try (HolderProcess guest = HolderProcess.start(home.root(), Map.of("LAKESHIFT_DATABASE_URL", url))) {
                String connection = guest.awaitReady().get(4);

                // Then
                assertThat(connection).startsWith("db-example-sales-").doesNotContain("secret");
                assertThat(connection).isEqualTo(Connections.nameOf(url.replace("secret", "changed")));
                assertThat(new Connections(home).url(connection)).hasValue(url);
            }
        }
    }

    @Test
    void whatIsConfiguredIsNotStarted() throws Exception {
        // Given
        try (HolderProcess owner = HolderProcess.start(home.root(), Map.of())) {
            String address = owner.awaitReady().get(2);
            Path other = directory.resolve("other");
            String token = Announcement.read(home)
                    .flatMap(running -> running.temporal().token())
                    .orElseThrow();
            Map<String, String> configured = Map.of(
                    "TEMPORAL_ADDRESS",
                    address,
                    "TEMPORAL_GRPC_META_AUTHORIZATION",
                    "Bearer " + token,
                    "LAKESHIFT_DATABASE_URL",
                    "postgresql://me:secret@db.example:5432/sales");

            // When
            try (HolderProcess client = HolderProcess.start(other, configured)) {
                List<String> ready = client.awaitReady();

                // Then
                assertThat(ready).containsExactly("ready", "CONFIGURED", address, "false", "default");
                assertThat(new Home(other).postgres()).doesNotExist();
            }
        }
    }

    private static boolean canConnect(String url) {
        try {
            execute(url, "SELECT 1");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        String[] parts = url.substring("postgresql://".length()).split("[:@]", 3);
        try (var connection = DriverManager.getConnection("jdbc:postgresql://" + parts[2], parts[0], parts[1]);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }

    private static boolean accepts(InetAddress address, int port) {
        try (Socket socket = new Socket(address, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
