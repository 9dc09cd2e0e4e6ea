package io.lakeshift.catalog.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.catalog.store.ActionRow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Columns of an action's row that repeat, in another form, what its members say. */
final class DerivedColumns {
    private DerivedColumns() {}

    static void compare(ActionRow row, LogAction action, ActionFindings findings) {
        if (row instanceof ActionRow.Add add) {
            findings.derived(action, "dv_id", action.deletionVectorId(), add.dvId());
        } else if (row instanceof ActionRow.Remove remove) {
            findings.derived(action, "dv_id", action.deletionVectorId(), remove.dvId());
        } else if (row instanceof ActionRow.MetaData metaData) {
            findings.derived(action, "schema_json", schema(metaData), meaning(metaData.schemaJson()));
            findings.derived(
                    action,
                    "table_properties",
                    orEmptyObject(metaData.configuration()),
                    orEmptyObject(metaData.tableProperties()));
        }
    }

    /** Nothing where jsonb cannot hold the text. */
    private static String schema(ActionRow.MetaData metaData) {
        String schema = metaData.schemaString();
        boolean storable = schema != null
                && !schema.contains("\\u0000")
                && Canonical.parse(schema).isPresent();
        return storable ? meaning(schema) : "";
    }

    private static String meaning(@Nullable String json) {
        return json == null ? "" : Canonical.ofText(json);
    }

    private static String orEmptyObject(@Nullable String json) {
        JsonNode node = json == null ? null : Canonical.parse(json).orElse(null);
        return node == null ? Objects.requireNonNullElse(json, "{}") : Canonical.of(node);
    }
}
