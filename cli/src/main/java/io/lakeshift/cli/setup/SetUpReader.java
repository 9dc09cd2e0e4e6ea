package io.lakeshift.cli.setup;

import io.lakeshift.cli.plan.Section;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Setting;
import io.lakeshift.workflows.databricks.Resource.Way;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code spec.setup}: for each thing that tables stand on, whether it is made or taken as it is. */
public final class SetUpReader {
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[A-Za-z0-9+=,.@_/-]+");
    private static final Pattern BUCKET = Pattern.compile("s3://[a-z0-9][a-z0-9.-]+(/.*)?");

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    /** Without quotes YAML takes one with a leading zero for another number. */
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    private final Section setup;
    private final Lakebase lakebase;
    private final List<Resource> resources = new ArrayList<>();

    public SetUpReader(Section setup, Lakebase lakebase) {
        this.setup = setup.allow("storageCredential", "externalLocation", "catalog", "schema", "lakebase", "workspace");
        this.lakebase = lakebase;
    }

    public List<Resource> read() {
        Optional<String> credential = credential();
        location(credential);
        Optional<String> catalog = catalog();
        schema(catalog);
        lakebase();
        return resources;
    }

    private Optional<String> credential() {
        return section("storageCredential", Kind.STORAGE_CREDENTIAL, "roleArn", "trustPrincipal", "comment")
                .map(asked -> {
                    asked.setting("roleArn", Setting.ROLE_ARN);
                    asked.setting("trustPrincipal", Setting.TRUST_PRINCIPAL);
                    asked.demand("roleArn", Setting.ROLE_ARN);
                    asked.mustMatch("roleArn", Setting.ROLE_ARN, ROLE, "arn:aws:iam::<12 digits>:role/<name>");
                    return asked.add(asked.name);
                });
    }

    private void location(Optional<String> credential) {
        Section workspace = setup.section("workspace").allow("region", "account");
        checked(workspace, "region", REGION, "such as eu-central-1");
        checked(workspace, "account", ACCOUNT, "12 digits in quotes");
        section("externalLocation", Kind.EXTERNAL_LOCATION, "url", "credential", "comment", "region", "account")
                .ifPresent(asked -> {
                    asked.setting("region", Setting.REGION);
                    asked.setting("account", Setting.ACCOUNT);
                    asked.mustMatch("region", Setting.REGION, REGION, "such as eu-central-1");
                    asked.mustMatch("account", Setting.ACCOUNT, ACCOUNT, "12 digits in quotes");
                    workspace.text("region").ifPresent(it -> asked.settings.put(Setting.WORKSPACE_REGION, it));
                    workspace.text("account").ifPresent(it -> asked.settings.put(Setting.WORKSPACE_ACCOUNT, it));
                    asked.setting("url", Setting.URL);
                    asked.setting("credential", Setting.CREDENTIAL);
                    if (asked.way == Way.CREATE) {
                        credential.ifPresent(name -> asked.settings.putIfAbsent(Setting.CREDENTIAL, name));
                    }
                    asked.demand("url", Setting.URL);
                    asked.demand("credential", Setting.CREDENTIAL);
                    asked.mustMatch("url", Setting.URL, BUCKET, "s3://<bucket>/<prefix>");
                    asked.add(asked.name);
                });
    }

    private static void checked(Section section, String key, Pattern pattern, String form) {
        section.text(key)
                .filter(value -> !pattern.matcher(value).matches())
                .ifPresent(value -> section.problem(key, "is %s, but must be %s.".formatted(value, form)));
    }

    private Optional<String> catalog() {
        return section("catalog", Kind.CATALOG, "storageRoot", "comment").map(asked -> {
            asked.setting("storageRoot", Setting.STORAGE_ROOT);
            asked.mustMatch("storageRoot", Setting.STORAGE_ROOT, BUCKET, "s3://<bucket>/<prefix>");
            return asked.add(asked.name);
        });
    }

    private void schema(Optional<String> catalog) {
        section("schema", Kind.SCHEMA, "comment").ifPresent(asked -> {
            if (!asked.name.contains(".") && catalog.isEmpty()) {
                asked.section.problem(asked.key, "is %s: write catalog.schema.".formatted(asked.name));
            }
            asked.add(asked.name.contains(".") ? asked.name : catalog.orElse("") + "." + asked.name);
        });
    }

    private void lakebase() {
        boolean autoscaling = lakebase.backend() == Backend.AUTOSCALING;
        Kind kind = autoscaling ? Kind.PROJECT : Kind.INSTANCE;
        section("lakebase", kind, autoscaling ? new String[] {} : new String[] {"capacity"})
                .ifPresent(asked -> {
                    String planned = lakebase.place().replaceFirst("^projects/([^/]+).*$", "$1");
                    if (!asked.name.equals(planned)) {
                        asked.section.problem(
                                asked.key,
                                "is %s, but spec.%s is %s."
                                        .formatted(asked.name, autoscaling ? "project" : "instance", planned));
                    }
                    asked.setting("capacity", Setting.CAPACITY);
                    asked.add(autoscaling ? "projects/" + asked.name : asked.name);
                });
    }

    private Optional<Asked> section(String key, Kind kind, String... options) {
        if (!setup.has(key)) {
            return Optional.empty();
        }
        List<String> allowed = new ArrayList<>(List.of("create", "reuse"));
        allowed.addAll(List.of(options));
        Section section = setup.section(key).allow(allowed.toArray(String[]::new));
        Optional<String> create = section.text("create").filter(text -> !text.isBlank());
        Optional<String> reuse = section.text("reuse").filter(text -> !text.isBlank());
        if (create.isPresent() == reuse.isPresent()) {
            setup.problem(
                    key,
                    "must say either create: NAME, then it is made, or reuse: NAME, then it is taken as it is; nothing"
                            + " is assumed.");
            return Optional.empty();
        }
        Way way = create.isPresent() ? Way.CREATE : Way.REUSE;
        return Optional.of(new Asked(section, kind, way, create.or(() -> reuse).orElse("")));
    }

    /** One thing as the plan has it. */
    private final class Asked {
        private final Section section;
        private final Kind kind;
        private final Way way;
        private final String key;
        private final String name;
        private final Map<Setting, String> settings = new EnumMap<>(Setting.class);

        Asked(Section section, Kind kind, Way way, String name) {
            this.section = section;
            this.kind = kind;
            this.way = way;
            this.key = way == Way.CREATE ? "create" : "reuse";
            this.name = name;
            setting("comment", Setting.COMMENT);
        }

        void setting(String option, Setting setting) {
            section.text(option).filter(text -> !text.isBlank()).ifPresent(text -> settings.put(setting, text));
        }

        void demand(String option, Setting setting) {
            if (way == Way.CREATE && !settings.containsKey(setting)) {
                section.problem(option, "is missing.");
            }
        }

        void mustMatch(String option, Setting setting, Pattern pattern, String form) {
            String value = settings.get(setting);
            if (value != null && !pattern.matcher(value).matches()) {
                section.problem(option, "is %s, but must be %s.".formatted(value, form));
            }
        }

        String add(String fullName) {
            resources.add(new Resource(kind, fullName, way, settings));
            return fullName;
        }
    }
}
