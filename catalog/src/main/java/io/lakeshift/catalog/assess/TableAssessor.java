package io.lakeshift.catalog.assess;

import io.lakeshift.catalog.load.ImportRequest;

/** Looks at a table's log and says what an import will meet. Writes nothing; connects to no database. */
public final class TableAssessor {
    /** Never throws for what is wrong with the table: that is a BLOCKER finding. */
    public Assessment assess(ImportRequest request) {
        throw new UnsupportedOperationException("assessing " + request);
    }
}
