package io.lakeshift.workflows.kinds.sqldelta;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lakeshift.workflows.ExitCodes;
import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Port: compares catalog and log by an independent reader. Queue COPY, heartbeats. */
@ActivityInterface(namePrefix = "Table")
public interface TableValidations {
    /** Compares and stores a report; drift and lag are results, not exceptions. Read-only on both sides. */
    Parity validate(Validate request);

    /**
     * @param lagObjective how far the log may be behind (or ahead) before {@code LAG}
     * @param maxDriftFiles so many differing files are excused; metadata and protocol never are
     * @param atVersion compare at this version; empty means the heads
     */
    record Validate(TableRef table, Duration lagObjective, int maxDriftFiles, OptionalLong atVersion) {
        public static Validate heads(TableRef table, Duration lagObjective) {
            return new Validate(table, lagObjective, 0, OptionalLong.empty());
        }
    }

    enum Status {
        @JsonProperty("ok")
        OK(ExitCodes.SUCCESS),
        @JsonProperty("drift")
        DRIFT(ExitCodes.DRIFT),
        @JsonProperty("lag")
        LAG(ExitCodes.LAG);

        private final int exitCode;

        Status(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    /**
     * @param missingInSql how many files; likewise {@code extraInSql} and {@code mismatchedFiles}
     * @param digest SHA-256, hex, of the report: what an approval binds to
     * @param report where the whole report is, such as {@code reports/<id>}; empty where none was kept
     * @param summary the first differences, for people; bounded
     */
    record Parity(
            String tableId,
            String alias,
            Status status,
            long sqlVersion,
            long logVersion,
            double lagSeconds,
            long missingInSql,
            long extraInSql,
            long mismatchedFiles,
            boolean metadataMatches,
            boolean protocolMatches,
            long activeFiles,
            String digest,
            Optional<String> report,
            String summary) {}
}
