package io.lakeshift.cli.commands;

import java.util.List;
import picocli.CommandLine.Option;

/** {@code --engine}: what keeps a sandbox's source tables. */
final class EngineOption {
    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = {
                "What keeps the sandbox's source tables: postgres (default), or spark,",
                "real Delta tables. The launcher fetches Spark once (290 MB)."
            })
    private String engine = "postgres";

    /** As the sandbox's own main takes it. */
    List<String> arguments() {
        return List.of("--engine", engine);
    }
}
