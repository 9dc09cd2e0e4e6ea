package io.lakeshift.workflows.databricks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that synced tables stand on, and whether the plan makes it or takes it as it is. Nothing is assumed: what a
 * plan does not name is neither made nor looked at.
 *
 * @param name as Databricks knows it; of a schema {@code catalog.schema}, of a project {@code projects/p}
 * @param settings what is asked for when it is made, by the names in {@link Setting}
 */
public record Resource(Kind kind, String name, Way way, Map<Setting, String> settings) {
    public Resource {
        settings = Map.copyOf(settings);
    }

    /** In the order in which each stands on those before. */
    public enum Kind {
        STORAGE_CREDENTIAL("storage credential"),
        EXTERNAL_LOCATION("external location"),
        CATALOG("catalog"),
        SCHEMA("schema"),
        PROJECT("Lakebase project"),
        INSTANCE("Lakebase instance");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public enum Way {
        /** Made by this migration; one that is there already, and not by this migration, is refused. */
        CREATE,
        /** There already; one that is not is refused. */
        REUSE
    }

    public enum Setting {
        ROLE_ARN,
        /** Who may assume the role, for the trust policy. */
        TRUST_PRINCIPAL,
        URL,
        CREDENTIAL,
        STORAGE_ROOT,
        COMMENT,
        CAPACITY,
        /** Of a bucket, as the plan declares it; Databricks does not tell. */
        REGION,
        ACCOUNT,
        /** Of the workspace, beside the bucket's. */
        WORKSPACE_REGION,
        WORKSPACE_ACCOUNT
    }

    public Optional<String> setting(Setting name) {
        return Optional.ofNullable(settings.get(name));
    }

    @JsonIgnore
    public boolean isLakebase() {
        return kind == Kind.PROJECT || kind == Kind.INSTANCE;
    }

    /** For people. */
    public String words() {
        return kind.words() + " " + name;
    }

    /** The same for the same asks, for a plan's hash. */
    @JsonIgnore
    public String fingerprint() {
        return way + " " + kind + " " + name + " " + new TreeMap<>(settings);
    }
}
