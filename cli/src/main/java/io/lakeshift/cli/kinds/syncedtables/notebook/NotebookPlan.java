package io.lakeshift.cli.kinds.syncedtables.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plan that a notebook's configuration cell describes.
 *
 * @param yaml the plan file's text
 * @param notUnderstood what was found and has no place in the plan, each with its line
 * @param missing what a plan needs and the notebook does not give
 */
public record NotebookPlan(String yaml, List<String> notUnderstood, List<String> missing) {
    /** What the notebook calls it, and where it goes. */
    private static final Map<String, String> PLACES = Map.of(
            "SOURCE_CATALOG", "source.catalog",
            "SOURCE_SCHEMA", "source.schema",
            "TARGET_CATALOG", "target.catalog",
            "TARGET_SCHEMA", "target.schema",
            "DATABASE_INSTANCE_NAME", "instance",
            "LOGICAL_DATABASE_NAME", "database",
            "PIPELINE_STORAGE_CATALOG", "staging.catalog",
            "PIPELINE_STORAGE_SCHEMA", "staging.schema",
            "DEFAULT_SYNC_MODE", "defaults.mode");

    private static final List<String> ORDER = List.of(
            "DATABASE_INSTANCE_NAME",
            "LOGICAL_DATABASE_NAME",
            "SOURCE_CATALOG",
            "SOURCE_SCHEMA",
            "TARGET_CATALOG",
            "TARGET_SCHEMA",
            "PIPELINE_STORAGE_CATALOG",
            "PIPELINE_STORAGE_SCHEMA",
            "DEFAULT_SYNC_MODE");
    private static final String TABLES = "TABLES_TO_MIGRATE";
    private static final String OPTIONAL = "LOGICAL_DATABASE_NAME";
    private static final String MODE = "DEFAULT_SYNC_MODE";

    public NotebookPlan {
        notUnderstood = List.copyOf(notUnderstood);
        missing = List.copyOf(missing);
    }

    /** @param name of the migration; empty for the file's */
    public static NotebookPlan of(Path file, Optional<String> name) {
        return of(NotebookFile.code(file), name.orElseGet(() -> named(file)));
    }

    static NotebookPlan of(String code, String name) {
        Assignments found = Assignments.of(code);
        List<String> notUnderstood = new ArrayList<>(found.notUnderstood());
        List<String> missing = new ArrayList<>();
        ObjectNode plan = JsonNodeFactory.instance.objectNode();
        plan.put("apiVersion", "lakeshift/v1").put("kind", "SyncedTables");
        plan.putObject("metadata").put("name", name);
        ObjectNode spec = plan.putObject("spec").put("backend", "provisioned");
        for (String constant : ORDER) {
            if (found.values().get(constant) instanceof String value) {
                put(spec, PLACES.getOrDefault(constant, constant), constant.equals(MODE) ? SyncModes.of(value) : value);
            } else if (!constant.equals(OPTIONAL) && !constant.equals(MODE)) {
                missing.add("spec.%s: the notebook gives no %s".formatted(PLACES.get(constant), constant));
            }
        }
        // The notebook creates both where they are missing, and switches to SNAPSHOT where the feed is off.
        spec.withObject("/target").put("createIfMissing", true);
        spec.withObject("/staging").put("createIfMissing", true);
        spec.withObject("/defaults").put("onMissingCdf", "switch");
        TableEntries entries = new TableEntries(notUnderstood, found.line(TABLES));
        ArrayNode tables = spec.putArray("tables");
        entries.read(found.values().get(TABLES)).forEach(tables::add);
        if (tables.isEmpty()) {
            missing.add("spec.tables: the notebook gives no table in " + TABLES);
        }
        found.values().keySet().stream()
                .filter(constant -> !PLACES.containsKey(constant) && !constant.equals(TABLES))
                .forEach(constant -> notUnderstood.add("%s on line %d: a plan has no place for it%s"
                        .formatted(constant, found.line(constant), hint(constant))));
        return new NotebookPlan(write(plan), notUnderstood, missing);
    }

    private static void put(ObjectNode spec, String place, String value) {
        int dot = place.indexOf('.');
        if (dot < 0) {
            spec.put(place, value);
        } else {
            spec.withObject("/" + place.substring(0, dot)).put(place.substring(dot + 1), value);
        }
    }

    private static String hint(String constant) {
        return switch (constant) {
            case "ENABLE_CLEANUP" -> "; cleaning up is 'lakeshift rollback'";
            case "ENABLE_CDF" -> "; set spec.defaults.onMissingCdf: enable, and spec.warehouse";
            default -> "";
        };
    }

    private static String named(Path file) {
        String plain = String.valueOf(file.getFileName())
                .replaceFirst("\\.(ipynb|py)$", "")
                .replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceFirst("^[^A-Za-z0-9]+", "");
        return plain.isEmpty() ? "migration" : plain;
    }

    private static String write(ObjectNode plan) {
        try {
            return new YAMLMapper()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                    .writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan that cannot be written as YAML", e);
        }
    }
}
