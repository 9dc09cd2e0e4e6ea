package io.lakeshift.cli.doctor;

import io.lakeshift.activities.databricks.Logins;
import io.lakeshift.activities.databricks.Logins.Login;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.sdk.SdkLogins;
import io.lakeshift.activities.lakebase.LakebaseConnections;
import io.lakeshift.cli.stack.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at programs and logins, and at what a purpose needs. Changes nothing. */
public final class Doctor {
    private static final String DEFAULT_PROFILE = "DEFAULT";

    private final Map<String, String> environment;
    private final String system;

    /** @param system as {@code os.name} says */
    public Doctor(Map<String, String> environment, String system) {
        this.environment = Map.copyOf(environment);
        this.system = system;
    }

    /**
     * The members are part of the public contract.
     *
     * @param chosen the profile that would be used
     * @param chosenBy who says so
     */
    public record Diagnosis(List<Check> checks, List<Profile> profiles, String chosen, String chosenBy) {
        Diagnosis with(List<Check> more) {
            return new Diagnosis(Stream.concat(checks.stream(), more.stream()).toList(), profiles, chosen, chosenBy);
        }

        /** Nothing that is needed is missing. */
        public boolean healthy() {
            return checks.stream().noneMatch(check -> check.result() == Check.Result.FAILED);
        }
    }

    /**
     * @param flag the profile that a flag names
     * @param planned the profile that a plan names
     * @param needed whether a workspace is needed at all: then no valid profile is a failure, not a remark
     */
    public Diagnosis examine(Optional<String> flag, Optional<String> planned, boolean needed) {
        Optional<String> exported = Optional.ofNullable(environment.get("DATABRICKS_CONFIG_PROFILE"))
                .filter(name -> !name.isBlank());
        String chosen = flag.or(() -> planned).or(() -> exported).orElse(DEFAULT_PROFILE);
        String by = flag.isPresent()
                ? "--profile"
                : planned.isPresent() ? "the plan" : exported.isPresent() ? "DATABRICKS_CONFIG_PROFILE" : "the default";
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok("Java", Runtime.version().toString()));
        checks.add(new DatabricksCli(environment, system).check());
        List<Profile> profiles = profiles();
        checks.add(login(profiles, chosen, needed || flag.isPresent() || planned.isPresent()));
        return new Diagnosis(checks, profiles, chosen, by);
    }

    /** The same, and whether the workspace of the chosen profile has what a purpose needs. */
    public Diagnosis examine(Diagnosis found, Purpose purpose, Place place) {
        boolean valid =
                found.profiles().stream().anyMatch(it -> it.valid() && it.name().equals(found.chosen()));
        Optional<Workspace> workspace = valid ? workspace(found.chosen()) : Optional.empty();
        return found.with(workspace
                .map(it -> new Prerequisites(it, LakebaseConnections.demandingTls(), place).of(purpose))
                .orElseGet(PrerequisiteMessages::notLookedAt));
    }

    private static Check login(List<Profile> profiles, String chosen, boolean needed) {
        Optional<Profile> found = profiles.stream()
                .filter(profile -> profile.name().equals(chosen))
                .findFirst();
        if (found.filter(Profile::valid).isPresent()) {
            return Check.ok(
                    "Databricks login",
                    "profile %s, %s, at %s"
                            .formatted(
                                    chosen,
                                    found.get().user().orElse(""),
                                    found.get().host()));
        }
        String problem = found.flatMap(Profile::problem)
                .orElse(
                        "There is no profile %s. Make it with: databricks auth login --host https://<workspace>.cloud.databricks.com --profile %s. Without access to a workspace, ask its admin."
                                .formatted(chosen, chosen));
        return needed ? Check.failed("Databricks login", problem) : Check.warning("Databricks login", problem);
    }

    private Optional<Workspace> workspace(String profile) {
        return files().stream()
                .map(SdkLogins::new)
                .flatMap(logins -> logins.list().stream()
                        .filter(login -> login.profile().equals(profile))
                        .map(logins::open))
                .findFirst();
    }

    /** Lakeshift's own come first, and hide the user's of the same name, as they do everywhere. */
    private List<Path> files() {
        return List.of(Home.of(environment).databricksProfiles(), configuration());
    }

    private List<Profile> profiles() {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        for (Path file : files()) {
            if (Files.isReadable(file)) {
                Logins logins = new SdkLogins(file);
                for (Login login : logins.list()) {
                    if (!profiles.containsKey(login.profile())) {
                        profiles.put(login.profile(), examined(logins, login));
                    }
                }
            }
        }
        return List.copyOf(profiles.values());
    }

    private Path configuration() {
        String configured = environment.getOrDefault("DATABRICKS_CONFIG_FILE", "");
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return configured.isBlank() ? Path.of(home, ".databrickscfg") : Path.of(configured);
    }

    private static Profile examined(Logins logins, Login login) {
        try {
            Workspace.Identity identity = logins.open(login).identity();
            return new Profile(login.profile(), login.host(), true, Optional.of(identity.userName()), Optional.empty());
        } catch (WorkspaceException e) {
            return new Profile(
                    login.profile(), login.host(), false, Optional.empty(), Optional.ofNullable(e.getMessage()));
        }
    }
}
