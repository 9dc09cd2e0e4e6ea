package io.lakeshift.workflows;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** The search attributes that lists are filtered by; all keywords. Register them before the first start. */
public final class SearchAttributes {
    /** The table's alias. */
    public static final SearchAttributeKey<String> TABLE = SearchAttributeKey.forKeyword("LakeshiftTable");
    /** A {@link Phase}. */
    public static final SearchAttributeKey<String> PHASE = SearchAttributeKey.forKeyword("LakeshiftPhase");
    /** The kind of migration, such as {@code sqldelta}, or the verb of a workflow without a plan. */
    public static final SearchAttributeKey<String> KIND = SearchAttributeKey.forKeyword("LakeshiftKind");
    /** The migration's id: its plan's {@code metadata.name}. */
    public static final SearchAttributeKey<String> BATCH = SearchAttributeKey.forKeyword("LakeshiftBatch");

    private SearchAttributes() {}

    public static List<SearchAttributeKey<String>> all() {
        return List.of(TABLE, PHASE, KIND, BATCH);
    }
}
