package io.lakeshift.catalog.supersede;

import java.util.OptionalLong;

/**
 * What superseding has done, or would do.
 *
 * @param version the new version; empty where none was ratified
 * @param head the newest version that is superseded
 * @param restored the version whose state is the table's again; the head itself where nothing is to be done
 * @param filesTakenOut live files at the head that were none at the restored version
 * @param filesPutBack live files at the restored version that are none at the head, or other ones of that name
 */
public record Superseded(OptionalLong version, long head, long restored, int filesTakenOut, int filesPutBack) {
    public boolean needed() {
        return restored < head;
    }

    Superseded ratifiedAs(long ratified) {
        return new Superseded(OptionalLong.of(ratified), head, restored, filesTakenOut, filesPutBack);
    }
}
