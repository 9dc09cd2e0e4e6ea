package io.lakeshift.cli.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lakeshift.cli.kinds.sqldelta.PlanFile;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesFile;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesReader;
import io.lakeshift.workflows.kinds.sqldelta.FenceMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.lifecycle.MaintenanceWindow;
import io.lakeshift.workflows.lifecycle.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a plan file. Unknown keys, wrong types and missing variables are all told at once, each with its path. */
public final class PlanReader {
    private static final String API_VERSION = "lakeshift/v1";
    private static final List<String> KINDS =
            List.of("SqlDelta", "SyncedTables", "Lakeflow", "LakehouseSync", "Medallion");
    private static final String RUNNABLE_KIND = "SqlDelta";
    private static final String SYNCED_TABLES = "SyncedTables";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern URI = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
    private static final int DEFAULT_PARALLELISM = 4;

    private final Map<String, String> environment;

    /** @param environment what {@code ${NAME}} is read from */
    public PlanReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The plan where it is of kind SyncedTables; empty where it is of another kind. */
    public Optional<SyncedTablesFile> readSyncedTables(Path file) {
        List<String> problems = new ArrayList<>();
        JsonNode document = parse(file);
        Section root = new Section("", document, environment, problems);
        if (!root.text("kind").filter(SYNCED_TABLES::equals).isPresent()) {
            return Optional.empty();
        }
        SecretsInPlans.look("", document, problems);
        refuse(file, problems);
        root.allow("apiVersion", "kind", "metadata", "spec", "policy");
        checkVersion(root);
        Section policy = root.section("policy");
        SyncedTablesFile plan = new SyncedTablesReader(
                        name(root), root.section("spec"), file.toAbsolutePath().normalize())
                .read(policy(policy), parallelism(policy));
        refuse(file, problems);
        return Optional.of(plan);
    }

    public PlanFile read(Path file) {
        List<String> problems = new ArrayList<>();
        JsonNode document = parse(file);
        Section root = new Section("", document, environment, problems);
        root.allow("apiVersion", "kind", "metadata", "spec", "policy");
        checkHeader(file, root);
        String name = name(root);
        Section spec = root.section("spec").allow("database", "mode", "fence", "tables");
        Section policy = root.section("policy");
        PlanFile plan = new PlanFile(
                name,
                spec.text("database").filter(url -> !url.isBlank()),
                spec.choice("mode", Map.of("fast", ImportMode.FAST, "full-history", ImportMode.FULL_HISTORY))
                        .orElse(ImportMode.FAST),
                spec.choice(
                                "fence",
                                Map.of(
                                        "feature", FenceMode.FEATURE,
                                        "catalogManaged", FenceMode.CATALOG_MANAGED,
                                        "none", FenceMode.NONE))
                        .orElse(FenceMode.FEATURE),
                tables(spec, file.toAbsolutePath().normalize()),
                policy(policy),
                parallelism(policy));
        refuse(file, problems);
        return plan;
    }

    private static void refuse(Path file, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new PlanFileException(
                    "%s cannot be used:%n  %s".formatted(file, String.join(System.lineSeparator() + "  ", problems)));
        }
    }

    private static String name(Section root) {
        Section metadata = root.section("metadata").allow("name");
        String name = metadata.required("name");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            metadata.problem(
                    "name", "is " + name + ", but may have letters, digits, dots, dashes and underscores only.");
        }
        return name;
    }

    private static void checkVersion(Section root) {
        String version = root.required("apiVersion");
        if (!version.isEmpty() && !version.equals(API_VERSION)) {
            root.problem("apiVersion", "is %s, but this program reads %s.".formatted(version, API_VERSION));
        }
    }

    private static JsonNode parse(Path file) {
        try {
            JsonNode document = new YAMLMapper().readTree(Files.readString(file));
            if (document == null || !document.isObject()) {
                throw new PlanFileException(file + " holds no plan. See 'lakeshift plan --help' for an example.");
            }
            return document;
        } catch (JsonProcessingException e) {
            throw new PlanFileException("%s is no YAML: %s, at line %d."
                    .formatted(
                            file,
                            e.getOriginalMessage().lines().findFirst().orElse(""),
                            e.getLocation() == null ? 0 : e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw new PlanFileException("%s cannot be read (%s). Name the plan file with -f."
                    .formatted(file, e.getClass().getSimpleName()));
        }
    }

    private static void checkHeader(Path file, Section root) {
        checkVersion(root);
        String kind = root.required("kind");
        if (kind.equals(SYNCED_TABLES)) {
            throw new PlanFileException("%s is of kind %s, which this verb does not take.".formatted(file, kind));
        }
        if (KINDS.contains(kind) && !kind.equals(RUNNABLE_KIND)) {
            throw new PlanFileException("%s is of kind %s, which this release does not run yet; it runs %s and %s."
                    .formatted(file, kind, RUNNABLE_KIND, SYNCED_TABLES));
        }
        if (!kind.isEmpty() && !kind.equals(RUNNABLE_KIND)) {
            String nearest = Nearest.to(kind, KINDS)
                    .map(it -> "; did you mean " + it + "?")
                    .orElse(".");
            root.problem("kind", "is %s%s".formatted(kind, nearest));
        }
    }

    private static List<PlanFile.Table> tables(Section spec, Path file) {
        List<PlanFile.Table> tables = new ArrayList<>();
        for (Section table : spec.sections("tables")) {
            table.allow("path", "alias", "exclude");
            PlanFile.Table read = new PlanFile.Table(
                    absolute(table.required("path"), file), table.text("alias"), table.texts("exclude"));
            if (read.isPattern() && read.alias().isPresent()) {
                table.problem("alias", "cannot be given to a pattern: several tables would share it.");
            }
            if (!read.isPattern() && !read.exclude().isEmpty()) {
                table.problem("exclude", "only belongs to a path that ends in /* or /**.");
            }
            tables.add(read);
        }
        if (tables.isEmpty()) {
            spec.problem("tables", "is missing: list at least one table as { path: /data/sales }.");
        }
        return tables;
    }

    /** A plan means the same wherever it is run from, so a relative path starts at the plan file's directory. */
    private static String absolute(String path, Path file) {
        if (path.isEmpty() || URI.matcher(path).matches()) {
            return path;
        }
        Path parent = file.getParent();
        return parent == null ? path : parent.resolve(path).normalize().toString();
    }

    private static Policy policy(Section policy) {
        policy.allow("strategy", "approval", "batch", "rollbackWindow", "lagObjective");
        Policy usual = Policy.DEFAULT;
        Section approval = policy.section("approval")
                .allow("quorum", "approvers", "expiresAfter", "requesterMayNotApprove", "window");
        Optional<MaintenanceWindow> window = approval.parsed(
                "window", "days, times and a zone such as Sat 02:00-05:00 Europe/Berlin", MaintenanceWindow::parse);
        int quorum = approval.number("quorum").orElse(usual.approval().quorum());
        List<String> approvers = approval.texts("approvers");
        if (quorum < 0 || (!approvers.isEmpty() && approvers.size() < quorum)) {
            approval.problem("quorum", "is %d, which %d approvers cannot reach.".formatted(quorum, approvers.size()));
            return usual;
        }
        Duration rollbackWindow = notNegative(policy, "rollbackWindow", usual.rollbackWindow());
        Duration lagObjective = notNegative(policy, "lagObjective", usual.lagObjective());
        return new Policy(
                policy.choice(
                                "strategy",
                                Map.of(
                                        "online", Policy.Strategy.ONLINE,
                                        "offline", Policy.Strategy.OFFLINE,
                                        "hybrid", Policy.Strategy.HYBRID))
                        .orElse(usual.strategy()),
                new Policy.Approval(
                        quorum,
                        approvers,
                        approval.duration("expiresAfter"),
                        approval.flag("requesterMayNotApprove").orElse(false),
                        window),
                rollbackWindow,
                lagObjective);
    }

    private static Duration notNegative(Section policy, String key, Duration usual) {
        Duration duration = policy.duration(key).orElse(usual);
        if (duration.isNegative()) {
            policy.problem(key, "must not be negative.");
            return usual;
        }
        return duration;
    }

    private static int parallelism(Section policy) {
        Section batch = policy.section("batch").allow("parallelism");
        int parallelism = batch.number("parallelism").orElse(DEFAULT_PARALLELISM);
        if (parallelism < 1) {
            batch.problem("parallelism", "must be 1 or more.");
        }
        return Math.max(1, parallelism);
    }
}
