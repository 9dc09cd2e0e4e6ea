package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.store.CatalogStore;
import java.util.List;

/** Whether a table could go back to its log files now. Looks at the log itself and changes nothing. */
public final class RollbackCheck {
    private final CatalogStore store;

    public RollbackCheck(CatalogStore store) {
        this.store = store;
    }

    /**
     * @param table the table's UUID or alias
     * @throws io.lakeshift.catalog.CatalogException TABLE_UNKNOWN or a database error; an unusable log is an answer
     */
    public Answer check(String table) {
        throw new UnsupportedOperationException(store + table);
    }

    /**
     * @param logVersion newest version in the log, -1 where none can be read
     * @param reasons why it is not possible, each with what to do; empty when it is
     */
    public record Answer(
            String tableId, String alias, boolean possible, long sqlVersion, long logVersion, List<String> reasons) {
        public Answer {
            reasons = List.copyOf(reasons);
        }
    }
}
