package io.lakeshift.cli.session;

import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** A result that is kept: with a change request, with an incident. */
public final class JsonFile {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--json-output",
            paramLabel = "FILE",
            description = "Also write the result as JSON to a file, whose folder must exist.")
    private @Nullable Path file;

    /** Before work is done whose result could not be kept. */
    public void check() {
        if (file == null) {
            return;
        }
        Path absolute = file.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw wrong("--json-output %s is a folder. Name a file in it.".formatted(file));
        }
        Path folder = absolute.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw wrong("--json-output %s cannot be written: there is no folder %s. Create it, or name another file."
                    .formatted(file, folder));
        }
    }

    public void write(Object result) throws IOException {
        if (file != null) {
            WholeFile.write(file, Results.json(result) + "\n");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
