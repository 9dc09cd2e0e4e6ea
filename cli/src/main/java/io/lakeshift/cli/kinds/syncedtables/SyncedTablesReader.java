package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.cli.plan.Section;
import io.lakeshift.cli.setup.SetUpReader;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Index;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Application;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Staging;
import io.lakeshift.workflows.lifecycle.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code spec} of a plan of kind SyncedTables. Problems are noted with their paths, all of them. */
public final class SyncedTablesReader {
    private static final Map<String, SyncMode> MODES =
            Map.of("SNAPSHOT", SyncMode.SNAPSHOT, "TRIGGERED", SyncMode.TRIGGERED, "CONTINUOUS", SyncMode.CONTINUOUS);
    private static final Map<String, OnMissingCdf> ON_MISSING_CDF =
            Map.of("switch", OnMissingCdf.SWITCH, "enable", OnMissingCdf.ENABLE, "fail", OnMissingCdf.FAIL);
    private static final Map<String, Backend> BACKENDS =
            Map.of("provisioned", Backend.PROVISIONED, "autoscaling", Backend.AUTOSCALING);
    /** What a record needs where the file has it wrong; the file is refused before anybody sees it. */
    private static final String MISSING = "missing";

    private final String name;
    private final Section spec;
    private final Path file;

    public SyncedTablesReader(String name, Section spec, Path file) {
        this.name = name;
        this.spec = spec.allow(
                "profile",
                "backend",
                "instance",
                "project",
                "branch",
                "endpoint",
                "database",
                "warehouse",
                "source",
                "target",
                "staging",
                "defaults",
                "tables",
                "indexes",
                "testQueries",
                "grants",
                "application",
                "sizing",
                "setup");
        this.file = file;
    }

    public SyncedTablesFile read(Policy policy, int parallelism) {
        Section target = spec.section("target").allow("catalog", "schema", "createIfMissing");
        List<SyncedTableSpec> tables = tables(target);
        Section staging = spec.section("staging").allow("catalog", "schema", "createIfMissing");
        SyncedTablesSetup setup = new SyncedTablesSetup(
                lakebase(),
                new Staging(
                        staging.required("catalog"),
                        staging.required("schema"),
                        staging.flag("createIfMissing").orElse(false)),
                target.flag("createIfMissing").orElse(true),
                grants(),
                application(tables),
                SizingReader.read(spec));
        return new SyncedTablesFile(
                name,
                setup,
                tables,
                policy,
                parallelism,
                new SetUpReader(spec.section("setup"), setup.lakebase()).read());
    }

    private Lakebase lakebase() {
        Backend backend = spec.choice("backend", BACKENDS).orElse(Backend.PROVISIONED);
        Optional<String> instance = spec.text("instance");
        Optional<String> endpoint = Optional.empty();
        if (backend == Backend.PROVISIONED) {
            instance = Optional.of(spec.required("instance"));
        } else {
            endpoint = Optional.of(autoscaling());
        }
        return new Lakebase(
                spec.text("profile"),
                backend,
                instance,
                endpoint,
                spec.text("database").orElse("databricks_postgres"),
                spec.text("warehouse"));
    }

    /** What is left out, the project itself says. */
    private String autoscaling() {
        String project = "projects/" + spec.required("project");
        Optional<String> branch = spec.text("branch").map(name -> "/branches/" + name);
        Optional<String> endpoint = spec.text("endpoint").map(name -> "/endpoints/" + name);
        if (endpoint.isPresent() && branch.isEmpty()) {
            spec.problem("branch", "is missing: an endpoint belongs to a branch.");
        }
        return project + branch.orElse("") + endpoint.orElse("");
    }

    private List<SyncedTableSpec> tables(Section target) {
        Section source = spec.section("source").allow("catalog", "schema");
        Section defaults = spec.section("defaults").allow("mode", "onMissingCdf", "refresh", "freshness");
        UpkeepReader upkeep = new UpkeepReader(spec, defaults);
        SyncMode mode = defaults.choice("mode", MODES).orElse(SyncMode.TRIGGERED);
        OnMissingCdf onMissing = defaults.choice("onMissingCdf", ON_MISSING_CDF).orElse(OnMissingCdf.SWITCH);
        List<SyncedTableSpec> tables = new ArrayList<>();
        Set<String> targets = new HashSet<>();
        for (Section table : spec.sections("tables")) {
            table.allow(
                    "source",
                    "target",
                    "primaryKey",
                    "mode",
                    "timeseriesKey",
                    "onMissingCdf",
                    "refresh",
                    "freshness",
                    "takeOver");
            TableName from = name(table, "source", source);
            TableName to = name(table, "target", target);
            if (!to.table().isEmpty() && !targets.add(to.table())) {
                table.problem("target", "is %s, which another table of the plan has too.".formatted(to.table()));
            }
            SyncMode asked = table.choice("mode", MODES).orElse(mode);
            tables.add(new SyncedTableSpec(
                    from,
                    to,
                    table.texts("primaryKey"),
                    asked,
                    table.text("timeseriesKey"),
                    table.choice("onMissingCdf", ON_MISSING_CDF).orElse(onMissing),
                    indexes(to.table()),
                    Optional.empty(),
                    upkeep.of(table, to.table(), asked),
                    table.flag("takeOver").orElse(false)));
        }
        if (tables.isEmpty()) {
            spec.problem(
                    "tables",
                    "is missing: list at least one as { source: orders, target: orders_synced, primaryKey: [id] }.");
        }
        for (String list : List.of("indexes", "testQueries")) {
            spec.sections(list).stream()
                    .filter(item -> !targets.contains(item.text("table").orElse("")))
                    .forEach(item -> item.problem("table", "is no target of the plan's tables."));
        }
        return tables;
    }

    private static TableName name(Section table, String key, Section usual) {
        String text = table.required(key);
        try {
            return TableName.in(usual.required("catalog"), usual.required("schema"), text);
        } catch (IllegalArgumentException e) {
            table.problem(key, "cannot be used: " + e.getMessage() + ".");
            return new TableName(MISSING, MISSING, MISSING);
        }
    }

    private List<Index> indexes(String target) {
        List<Index> indexes = new ArrayList<>();
        for (Section index : spec.sections("indexes")) {
            if (index.text("table").orElse("").equals(target)) {
                index.allow("table", "name", "columns");
                indexes.add(new Index(index.required("name"), index.texts("columns")));
            }
        }
        return indexes;
    }

    private List<String> grants() {
        List<String> roles = new ArrayList<>();
        for (Section grant : spec.sections("grants")) {
            grant.allow("to", "privileges");
            roles.add(grant.required("to"));
            List<String> privileges = grant.texts("privileges");
            if (!privileges.isEmpty() && !privileges.equals(List.of("SELECT"))) {
                grant.problem("privileges", "can be [SELECT] only: a synced table is written by its pipeline alone.");
            }
        }
        return roles;
    }

    private Optional<Application> application(List<SyncedTableSpec> tables) {
        if (!spec.has("application")) {
            return Optional.empty();
        }
        Section application = spec.section("application").allow("file", "set", "smokeTest");
        Path parent = file.toAbsolutePath().getParent();
        String path = application.required("file");
        return Optional.of(new Application(
                parent == null ? path : parent.resolve(path).normalize().toString(),
                application.section("set").all(),
                tables.stream().map(table -> name + "/" + table.alias()).toList(),
                SmokeTestReader.read(application)));
    }
}
