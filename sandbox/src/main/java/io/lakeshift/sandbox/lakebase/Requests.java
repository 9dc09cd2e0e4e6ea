package io.lakeshift.sandbox.lakebase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.ApiErrors;

/** From what both planes send to what is meant. */
public final class Requests {
    private Requests() {}

    public static SyncedTableSpec spec(TableName name, Home home, String logicalDatabase, JsonNode spec) {
        if (!(spec instanceof ObjectNode object)) {
            throw ApiErrors.missing("spec");
        }
        return SyncedTableSpec.of(name, home, logicalDatabase, object.deepCopy());
    }
}
