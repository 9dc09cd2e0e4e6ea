package io.lakeshift.activities.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.postgres.PostgresOptions;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.workflows.ConnectionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionRegistryTest {
    private static final ConnectionName REPORTS = new ConnectionName("reports.eu-1");

    private final TestingPostgres database = TestingPostgres.createCatalog();
    private final SettableClock clock = new SettableClock();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "default,      LAKESHIFT_DATABASE_URL",
        "reports,      LAKESHIFT_DATABASE_REPORTS_URL",
        "reports.eu-1, LAKESHIFT_DATABASE_REPORTS_EU_1_URL"
    })
    void namesTheVariableOfAConnection(String name, String variable) {
        // When
        String found = ConnectionSources.variable(new ConnectionName(name));

        // Then
        assertThat(found).isEqualTo(variable);
    }

    @Test
    void looksInSettingsThenTheEnvironmentThenFiles() throws IOException {
        // Given
        write("b", "postgresql://file/x", "rw-------");
        write("c", "postgresql://file/x\n", "rw-------");
        ConnectionSource source = ConnectionSources.settings(Map.of("a", "postgresql://settings/x"))
                .or(ConnectionSources.environment(Map.of(
                        "LAKESHIFT_DATABASE_A_URL", "postgresql://env/x",
                        "LAKESHIFT_DATABASE_B_URL", "postgresql://env/x")))
                .or(ConnectionSources.files(directory));

        // When
        Optional<String> settings = host(source, "a");
        Optional<String> environment = host(source, "b");
        Optional<String> file = host(source, "c");
        Optional<String> nowhere = host(source, "d");

        // Then
        assertThat(settings).contains("settings");
        assertThat(environment).contains("env");
        assertThat(file).contains("file");
        assertThat(nowhere).isEmpty();
    }

    @Test
    void refusesAConnectionFileThatOthersCanRead() throws IOException {
        // Given
        Path file = write("open", "postgresql://ann:secret@db/x", "rw-r--r--");
        ConnectionSource source = ConnectionSources.files(directory);

        // When
        assertThatThrownBy(() -> source.find(new ConnectionName("open")))
                // Then
                .isInstanceOf(CatalogException.class)
                .hasMessage(
                        "The connection file %s can be read by other users, and it holds a password.".formatted(file)
                                + " Run: chmod 600 " + file);
    }

    @Test
    void namesWhereAMissingConnectionIsToBeSet() {
        // Given
        try (ConnectionRegistry registry = registry(name -> Optional.empty())) {

            // When
            assertThatThrownBy(() -> registry.with(REPORTS, CatalogStore::tables))
                    // Then
                    .isInstanceOf(CatalogException.class)
                    .hasMessage("No database connection is called 'reports.eu-1' on this worker. Set"
                            + " LAKESHIFT_DATABASE_REPORTS_EU_1_URL where the worker runs, or name it under"
                            + " database.connections in the worker's configuration.");
        }
    }

    @Test
    void lendsOneOpenCatalogToAll() {
        // Given
        try (ConnectionRegistry registry = registry(settings())) {

            // When
            boolean same = registry.with(REPORTS, outer -> registry.with(REPORTS, inner -> inner == outer));

            // Then
            assertThat(same).isTrue();
            assertThat(registry.openCatalogs()).isEqualTo(1);
        }
    }

    @Test
    void closesACatalogThatNobodyUsesForAWhile() {
        // Given
        try (ConnectionRegistry registry = registry(
                ConnectionSources.settings(Map.of(REPORTS.value(), database.url(), "other", database.url())))) {
            CatalogStore idle = registry.with(REPORTS, store -> store);

            // When
            clock.now = clock.now.plus(Duration.ofMinutes(11));
            registry.with(new ConnectionName("other"), CatalogStore::tables);

            // Then
            assertThat(registry.openCatalogs()).isEqualTo(1);
            assertThatThrownBy(() -> idle.tables().all()).isInstanceOf(CatalogException.class);
        }
    }

    @Test
    void keepsACatalogOpenWhileItIsUsed() {
        // Given
        ConnectionRegistry registry = registry(settings());

        // When
        int tables = registry.with(REPORTS, store -> {
            registry.close();
            return store.tables().all().size();
        });

        // Then
        assertThat(tables).isZero();
        assertThatThrownBy(() -> registry.with(REPORTS, CatalogStore::tables))
                .hasMessage("The worker is shutting down; another one goes on with this.");
    }

    @Test
    void opensACatalogAnewWhenItsUrlWasChanged() {
        // Given
        try (TestingPostgres moved = TestingPostgres.createCatalog()) {
            Map<String, String> urls =
                    new java.util.concurrent.ConcurrentHashMap<>(Map.of(REPORTS.value(), database.url()));
            ConnectionSource source = name -> ConnectionSources.settings(urls).find(name);
            try (ConnectionRegistry registry = registry(source)) {
                CatalogStore before = registry.with(REPORTS, store -> store);

                // When
                urls.put(REPORTS.value(), moved.url());
                CatalogStore after = registry.with(REPORTS, store -> store);

                // Then
                assertThat(after).isNotSameAs(before);
                assertThat(registry.openCatalogs()).isEqualTo(1);
            }
        }
    }

    private ConnectionSource settings() {
        return ConnectionSources.settings(Map.of(REPORTS.value(), database.url()));
    }

    private ConnectionRegistry registry(ConnectionSource source) {
        return new ConnectionRegistry(source, PostgresOptions.DEFAULT.withPoolSize(2), Duration.ofMinutes(10), clock);
    }

    private Path write(String name, String url, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve(name), url);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static Optional<String> host(ConnectionSource source, String name) {
        return source.find(new ConnectionName(name)).map(url -> url.host());
    }

    private static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
