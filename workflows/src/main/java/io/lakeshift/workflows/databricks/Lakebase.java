package io.lakeshift.workflows.databricks;

import java.util.Optional;

/**
 * Where synced tables are made: a workspace, and a database in it.
 *
 * @param profile a Databricks profile's name, never its token; empty for the SDK's own resolution of the environment
 * @param instance of a provisioned Lakebase
 * @param endpoint of an autoscaling one: {@code projects/p/branches/b/endpoints/e}; without its later parts, those that the
 *     project itself says
 * @param database the logical database
 * @param warehouse id of a SQL warehouse for counts and checks; empty leaves those out
 */
public record Lakebase(
        Optional<String> profile,
        Backend backend,
        Optional<String> instance,
        Optional<String> endpoint,
        String database,
        Optional<String> warehouse) {
    public Lakebase {
        if (backend == Backend.PROVISIONED && instance.isEmpty()) {
            throw new IllegalArgumentException("backend provisioned needs an instance");
        }
        if (backend == Backend.AUTOSCALING && endpoint.isEmpty()) {
            throw new IllegalArgumentException("backend autoscaling needs a project, a branch and an endpoint");
        }
    }

    public Lakebase withProfile(String name) {
        return new Lakebase(Optional.of(name), backend, instance, endpoint, database, warehouse);
    }

    public Lakebase withDatabase(String name) {
        return new Lakebase(profile, backend, instance, endpoint, name, warehouse);
    }

    /** The branch that is named: {@code projects/p/branches/b}. */
    public Optional<String> branch() {
        return endpoint.filter(name -> name.contains("/branches/"))
                .map(name -> name.replaceFirst("/endpoints/.*$", ""));
    }

    /** What people call it. */
    public String place() {
        return instance.or(() -> endpoint).orElse("");
    }
}
