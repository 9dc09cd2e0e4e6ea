package io.lakeshift.workflows.kinds.sqldelta;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.util.OptionalLong;

/** Port: where a registered table's log and catalog stand now. Queue LIFECYCLE, cheap. */
@ActivityInterface(namePrefix = "Table")
public interface TableHeads {
    /** Reads the log's head twice, a quiet period apart, and again until it stands still or the activity times out. */
    Head readHead(ReadHead request);

    /** @param quiet how long the log must stand still; zero reads once */
    record ReadHead(TableRef table, Duration quiet) {}

    enum Authority {
        @JsonProperty("files")
        FILES,
        @JsonProperty("sql")
        SQL,
        @JsonProperty("draining")
        DRAINING
    }

    /**
     * @param logVersion newest commit in the log
     * @param version newest version in the catalog
     * @param foreignVersion a commit that stands in the log where the catalog owns the version, and is not its own
     * @param lagSeconds age of the oldest version that is not published; 0 when all are
     */
    record Head(
            String tableId,
            long logVersion,
            long version,
            long publishedVersion,
            Authority authority,
            OptionalLong fenceVersion,
            OptionalLong foreignVersion,
            double lagSeconds) {}
}
