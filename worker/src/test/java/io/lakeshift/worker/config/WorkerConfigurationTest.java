package io.lakeshift.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.DefaultConfigurationFactoryFactory;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.util.Duration;
import io.lakeshift.worker.WorkerConfiguration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.text.StringSubstitutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerConfigurationTest {
    private static final Path DEPLOYED = Path.of("..", "deploy", "worker.yml");

    private final ConfigurationFactory<WorkerConfiguration> factory = new DefaultConfigurationFactoryFactory<
                    WorkerConfiguration>()
            .create(WorkerConfiguration.class, Validators.newValidator(), Jackson.newObjectMapper(), "dw");

    @Test
    void leavesEveryDefaultInTheDeployedFileWhereNoVariableIsSet() throws Exception {
        // When
        WorkerConfiguration configuration = deployed(Map.of());

        // Then
        assertThat(configuration.temporal()).isEqualTo(TemporalConfiguration.DEFAULT);
        assertThat(configuration.database()).isEqualTo(DatabaseConfiguration.DEFAULT);
        assertThat(configuration.capacity()).isEqualTo(CapacityConfiguration.DEFAULT);
        assertThat(configuration.publisher()).isEqualTo(PublisherConfiguration.DEFAULT);
    }

    @Test
    void hasTheseDefaults() throws Exception {
        // When
        WorkerConfiguration configuration = parse("{}");

        // Then
        assertThat(configuration.temporal())
                .isEqualTo(new TemporalConfiguration("", "", "", "", "", Duration.seconds(30)));
        assertThat(configuration.database())
                .isEqualTo(new DatabaseConfiguration("", Map.of(), DatabaseConfiguration.SchemaMode.CREATE, 12));
        assertThat(configuration.capacity()).isEqualTo(new CapacityConfiguration(600, 64, 4, Duration.seconds(2)));
        assertThat(configuration.publisher())
                .isEqualTo(new PublisherConfiguration(1, Duration.seconds(1), Duration.seconds(60)));
    }

    @Test
    void mapsEveryVariableOfTheDeployedFile() throws Exception {
        // Given
        Map<String, String> environment = new HashMap<>(Map.of(
                "LAKESHIFT_TEMPORAL_ADDRESS", "temporal:7233",
                "LAKESHIFT_TEMPORAL_NAMESPACE", "migrations",
                "LAKESHIFT_TEMPORAL_PROFILE", "prod",
                "LAKESHIFT_TEMPORAL_CONFIG_FILE", "/etc/temporal.toml",
                "LAKESHIFT_WORKER_IDENTITY", "worker-7",
                "LAKESHIFT_TEMPORAL_CONNECT_TIMEOUT", "5s",
                "LAKESHIFT_DATABASE_URL", "postgresql://lakeshift:secret@db/catalog",
                "LAKESHIFT_DATABASE_SCHEMA", "require",
                "LAKESHIFT_DATABASE_POOL_SIZE", "20"));
        environment.putAll(Map.of(
                "LAKESHIFT_CAPACITY_WORKFLOWS", "100",
                "LAKESHIFT_CAPACITY_SHORT_ACTIVITIES", "32",
                "LAKESHIFT_CAPACITY_COPIES", "8",
                "LAKESHIFT_CAPACITY_STICKY_TIMEOUT", "1s",
                "LAKESHIFT_PUBLISHER_SHARDS", "4",
                "LAKESHIFT_PUBLISHER_POLL", "500ms",
                "LAKESHIFT_PUBLISHER_UNHEALTHY_LAG", "2m"));

        // When
        WorkerConfiguration configuration = deployed(environment);

        // Then
        assertThat(configuration.temporal())
                .isEqualTo(new TemporalConfiguration(
                        "temporal:7233", "migrations", "prod", "/etc/temporal.toml", "worker-7", Duration.seconds(5)));
        assertThat(configuration.database())
                .isEqualTo(new DatabaseConfiguration(
                        "postgresql://lakeshift:secret@db/catalog",
                        Map.of(),
                        DatabaseConfiguration.SchemaMode.REQUIRE,
                        20));
        assertThat(configuration.capacity()).isEqualTo(new CapacityConfiguration(100, 32, 8, Duration.seconds(1)));
        assertThat(configuration.publisher())
                .isEqualTo(new PublisherConfiguration(4, Duration.milliseconds(500), Duration.minutes(2)));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                TemporalConfiguration.class,
                DatabaseConfiguration.class,
                CapacityConfiguration.class,
                PublisherConfiguration.class
            })
    void showsEveryPropertyInTheDeployedFile(Class<?> section) throws IOException {
        // Given
        JsonNode file = new ObjectMapper(new YAMLFactory()).readTree(DEPLOYED.toFile());
        String name = section.getSimpleName().replace("Configuration", "").toLowerCase(java.util.Locale.ROOT);

        // When
        List<String> shown =
                file.path(name).properties().stream().map(Map.Entry::getKey).toList();

        // Then
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(section.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    @Test
    void readsMoreConnections() throws Exception {
        // When
        WorkerConfiguration configuration = parse("database: { connections: { reports: 'postgresql://r/reports' } }");

        // Then
        assertThat(configuration.database().connections()).isEqualTo(Map.of("reports", "postgresql://r/reports"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "capacity: { copies: 0 }            | capacity.copies must be greater than or equal to 1",
                "capacity: { stickyTimeout: 100ms } | capacity.stickyTimeout must be greater than or equal to 1 SECONDS",
                "publisher: { shards: -1 }          | publisher.shards must be greater than or equal to 0",
                "database: { poolSize: 1 }          | database.poolSize must be greater than or equal to 2",
                "publisher: { shard: 2 }            | Unrecognized field at: publisher.shard"
            })
    void refusesWhatCannotWork(String yaml, String problem) {
        // When
        assertThatThrownBy(() -> parse(yaml))
                // Then
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void keepsPasswordsOutOfItsText() throws Exception {
        // When
        WorkerConfiguration configuration =
                deployed(Map.of("LAKESHIFT_DATABASE_URL", "postgresql://lakeshift:secret@db/catalog"));

        // Then
        assertThat(configuration.database()).hasToString("DatabaseConfiguration[schema=CREATE, poolSize=12]");
    }

    private WorkerConfiguration deployed(Map<String, String> environment) throws IOException, ConfigurationException {
        return factory.build(
                new SubstitutingSourceProvider(
                        new FileConfigurationSourceProvider(), new StringSubstitutor(environment)),
                DEPLOYED.toString());
    }

    private WorkerConfiguration parse(String yaml) throws IOException, ConfigurationException {
        return factory.build(path -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "worker.yml");
    }
}
