package io.lakeshift.cli.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A plan is passed around and kept: whatever opens something does not belong in it. The value is never repeated. */
final class SecretsInPlans {
    private static final Set<String> KEYS = Set.of(
            "token", "accesstoken", "apitoken", "password", "pgpassword", "secret", "clientsecret", "databrickstoken");
    private static final Pattern VALUE = Pattern.compile("\\b(dapi|dose|dkea)[0-9a-f]{32}|\\beyJ[A-Za-z0-9_-]{20,}\\.");

    private SecretsInPlans() {}

    static void look(String path, JsonNode node, List<String> problems) {
        node.fields().forEachRemaining(field -> {
            String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            String plain = field.getKey().toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
            if (KEYS.contains(plain) && field.getValue().isValueNode()) {
                refuse(at, problems);
            } else {
                look(at, field.getValue(), problems);
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            look(path + "[" + i + "]", node.get(i), problems);
        }
        if (node.isTextual() && VALUE.matcher(node.asText()).find()) {
            refuse(path, problems);
        }
    }

    private static void refuse(String at, List<String> problems) {
        problems.add(at + " holds a secret, which a plan never does: name a Databricks profile as spec.profile, or set"
                + " DATABRICKS_HOST and DATABRICKS_TOKEN where the worker runs.");
    }
}
