package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.RowCursor;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Actions of the catalog in order, with a look at the next one. */
final class ActionReader implements AutoCloseable {
    private final RowCursor<ActionRow> rows;
    private @Nullable ActionRow next;

    ActionReader(RowCursor<ActionRow> rows) {
        this.rows = rows;
        advance();
    }

    private void advance() {
        next = rows.hasNext() ? rows.next() : null;
    }

    /** The next action if it is of this version. */
    @Nullable ActionRow peek(long version) {
        ActionRow row = next;
        return row != null && row.version() == version ? row : null;
    }

    ActionRow take() {
        ActionRow row = next;
        if (row == null) {
            throw new NoSuchElementException();
        }
        advance();
        return row;
    }

    /** Leaves out the actions of older versions. */
    void skipTo(long version) {
        for (ActionRow row = next; row != null && row.version() < version; row = next) {
            advance();
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
