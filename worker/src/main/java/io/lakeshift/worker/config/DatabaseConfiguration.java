package io.lakeshift.worker.config;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where catalogs, ledger and audit chain live.
 *
 * @param url of the connection {@code default}; empty: from {@code LAKESHIFT_DATABASE_URL}, or the file
 *     {@code connections/default} under {@code LAKESHIFT_HOME}
 * @param connections more databases, by the names that plans use
 * @param schema whether missing tables are created
 * @param poolSize most connections to each database
 */
public record DatabaseConfiguration(
        @NotNull String url,
        @NotNull Map<String, String> connections,
        @NotNull SchemaMode schema,
        @Min(2) @Max(200) int poolSize) {
    public static final DatabaseConfiguration DEFAULT = new DatabaseConfiguration("", Map.of(), SchemaMode.CREATE, 12);

    public enum SchemaMode {
        /** Missing tables are created. */
        @JsonProperty("create")
        CREATE,
        /** Missing tables are an error: somebody else creates them. */
        @JsonProperty("require")
        REQUIRE
    }

    public DatabaseConfiguration {
        connections = Map.copyOf(connections);
    }

    @JsonCreator
    static DatabaseConfiguration of(
            @JsonProperty("url") @Nullable String url,
            @JsonProperty("connections") @Nullable Map<String, String> connections,
            @JsonProperty("schema") @Nullable SchemaMode schema,
            @JsonProperty("poolSize") @Nullable Integer poolSize) {
        return new DatabaseConfiguration(
                requireNonNullElse(url, DEFAULT.url),
                requireNonNullElse(connections, DEFAULT.connections),
                requireNonNullElse(schema, DEFAULT.schema),
                requireNonNullElse(poolSize, DEFAULT.poolSize));
    }

    /** Passwords stay out of logs. */
    @Override
    public String toString() {
        return "DatabaseConfiguration[schema=%s, poolSize=%d]".formatted(schema, poolSize);
    }
}
