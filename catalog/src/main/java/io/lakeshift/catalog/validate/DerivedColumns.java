package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.store.ActionRow;
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
            repeats(action, "schema_json", metaData.schemaString(), metaData.schemaJson(), findings);
            boolean none = metaData.configuration() == null && "{}".equals(metaData.tableProperties());
            if (!none) {
                repeats(action, "table_properties", metaData.configuration(), metaData.tableProperties(), findings);
            }
        }
    }

    private static void repeats(
            LogAction action, String column, @Nullable String text, @Nullable String jsonb, ActionFindings findings) {
        if (jsonb != null || text != null && !Canonical.jsonbMayRefuse(text)) {
            findings.derived(action, column, meaning(text), meaning(jsonb));
        }
    }

    private static String meaning(@Nullable String json) {
        return json == null ? "" : Canonical.ofText(json);
    }
}
