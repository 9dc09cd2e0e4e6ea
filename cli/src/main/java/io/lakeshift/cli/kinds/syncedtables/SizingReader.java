package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.cli.plan.Section;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Sizing;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Speeds;
import java.util.Optional;

/** Reads {@code sizing}, what durations and costs are computed from. */
final class SizingReader {
    private final Section sizing;

    private SizingReader(Section sizing) {
        this.sizing = sizing;
    }

    static Sizing read(Section spec) {
        return new SizingReader(spec.section("sizing")
                        .allow(
                                "capacityUnits",
                                "pipelineHourlyRate",
                                "runsPerMonth",
                                "tablesPerPipeline",
                                "snapshotRowsPerSecond",
                                "incrementalRowsPerSecond",
                                "acceleratedSync"))
                .read();
    }

    private Sizing read() {
        Sizing usual = Sizing.DEFAULT;
        return new Sizing(
                number("capacityUnits", 0.5).orElse(usual.capacityUnits()),
                number("pipelineHourlyRate", 0).orElse(usual.pipelineHourlyRate()),
                whole("runsPerMonth", 0).orElse(usual.runsPerMonth()),
                whole("tablesPerPipeline", 1).orElse(usual.tablesPerPipeline()),
                new Speeds(
                        whole("snapshotRowsPerSecond", 1).map(Integer::longValue),
                        whole("incrementalRowsPerSecond", 1).map(Integer::longValue),
                        sizing.flag("acceleratedSync").orElse(false)));
    }

    private Optional<Double> number(String key, double least) {
        Optional<Double> value = sizing.parsed(key, "a number", Double::valueOf);
        if (value.filter(number -> !(number >= least && Double.isFinite(number)))
                .isPresent()) {
            sizing.problem(key, "must be %s or more.".formatted(least == 0 ? "0" : least));
        }
        return value;
    }

    private Optional<Integer> whole(String key, int least) {
        Optional<Integer> value = sizing.number(key);
        if (value.filter(number -> number < least).isPresent()) {
            sizing.problem(key, "must be %d or more.".formatted(least));
        }
        return value;
    }
}
