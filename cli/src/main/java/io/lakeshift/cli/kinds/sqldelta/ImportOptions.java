package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How to import. */
public final class ImportOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--mode",
            paramLabel = "fast|full-history",
            converter = ModeConverter.class,
            defaultValue = "fast",
            description = {
                "fast: from the newest checkpoint on.",
                "full-history: every version that can be recreated.",
                "(default: ${DEFAULT-VALUE})"
            })
    private ImportMode mode = ImportMode.FAST;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Files per transaction (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(names = "--dry-run", description = "Read, count and check the whole log; write nothing (default: false).")
    private boolean dryRun;

    @Option(
            names = "--resume",
            description = "Go on where an interrupted import stopped; that happens without it too (default: false).")
    private boolean resume;

    ImportMode mode() {
        return mode;
    }

    OptionalInt batchSize() {
        if (batchSize < 1) {
            throw new ParameterException(spec.commandLine(), "--batch-size must be 1 or more, not " + batchSize + ".");
        }
        return OptionalInt.of(batchSize);
    }

    boolean dryRun() {
        return dryRun;
    }

    boolean resume() {
        return resume;
    }

    public static final class ModeConverter implements picocli.CommandLine.ITypeConverter<ImportMode> {
        @Override
        public ImportMode convert(String text) {
            return switch (text) {
                case "fast" -> ImportMode.FAST;
                case "full-history" -> ImportMode.FULL_HISTORY;
                default ->
                    throw new picocli.CommandLine.TypeConversionException(
                            "expected fast or full-history but was '" + text + "'");
            };
        }
    }
}
