package io.lakeshift.catalog.commit;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The table's shape under the fence, kept for the day the fence is lowered.
 *
 * @param protocol the protocol action's JSON object from before the fence
 * @param metaData the metaData action's JSON object from before the fence
 */
public record FenceRestore(String protocol, String metaData) {
    public static FenceRestore parse(String json) {
        ObjectNode both = CommitLines.object(json);
        return new FenceRestore(
                both.required("protocol").toString(), both.required("metaData").toString());
    }

    /** However the two are written. */
    public boolean isSame(FenceRestore other) {
        return CommitLines.object(json()).equals(CommitLines.object(other.json()));
    }

    public String json() {
        return "{\"protocol\":" + protocol + ",\"metaData\":" + metaData + "}";
    }
}
