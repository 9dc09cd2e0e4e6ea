package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.workflows.ConnectionName;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which table: by its root, by its log directory, or by the name under which it is registered. */
public final class TableOptions {
    private static final Pattern URI = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
    private static final String LOG = "_delta_log";

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "TABLE_PATH", description = "The table's directory or URI.")
    private @Nullable String path;

    @Option(
            names = "--table-id",
            paramLabel = "NAME|UUID",
            description = "The table's name in the catalog, or its UUID (default: the directory's name).")
    private @Nullable String tableId;

    @Option(names = "--log-dir", paramLabel = "DIR", description = "The table's _delta_log, in place of TABLE_PATH.")
    private @Nullable String logDir;

    /** Absolute, or a URI. */
    Optional<String> path() {
        if (path != null && logDir != null) {
            throw wrong("Give TABLE_PATH or --log-dir, not both.");
        }
        return Optional.ofNullable(path == null ? logDir : path).map(TableOptions::root);
    }

    public Optional<String> alias() {
        return Optional.ofNullable(tableId).map(String::strip).filter(id -> !id.isEmpty());
    }

    /** Before anything is started for a table that nobody named. */
    void requireTable() {
        if (path().isEmpty() && alias().isEmpty()) {
            throw wrong("Say which table: TABLE_PATH, --log-dir or --table-id.");
        }
    }

    /** For a table that must already be registered or is found by its path. */
    TableRef table(ConnectionName database) {
        requireTable();
        return new TableRef(database, path(), alias());
    }

    /** The name that a workflow about the table carries. */
    String label() {
        return alias().or(() -> path().map(TableOptions::leaf)).orElse("table");
    }

    public String requiredPath() {
        return path().orElseThrow(() -> wrong("Say which table: TABLE_PATH or --log-dir."));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The log's own directory means its table. */
    private static String root(String given) {
        String absolute = absolute(given);
        String trimmed = absolute.endsWith("/") && absolute.length() > 1
                ? absolute.substring(0, absolute.length() - 1)
                : absolute;
        return trimmed.endsWith("/" + LOG) ? trimmed.substring(0, trimmed.length() - LOG.length() - 1) : trimmed;
    }

    static String absolute(String path) {
        return URI.matcher(path).matches()
                ? path
                : Path.of(path).toAbsolutePath().normalize().toString();
    }

    public static String leaf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
