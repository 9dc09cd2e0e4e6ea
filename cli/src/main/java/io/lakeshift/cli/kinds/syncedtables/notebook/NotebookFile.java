package io.lakeshift.cli.kinds.syncedtables.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A notebook as Jupyter or Databricks exports it, or a Python file. */
final class NotebookFile {
    private static final long LARGEST = 20_000_000;

    private NotebookFile() {}

    /** The Python of all its code cells, in order. */
    static String code(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw refused(file, "is larger than %d MB".formatted(LARGEST / 1_000_000));
            }
            String text = Files.readString(file);
            return file.toString().endsWith(".ipynb") ? cells(file, text) : text;
        } catch (IOException e) {
            throw refused(file, "cannot be read (%s)".formatted(e.getClass().getSimpleName()));
        }
    }

    private static String cells(Path file, String text) {
        JsonNode cells;
        try {
            cells = new ObjectMapper().readTree(text).path("cells");
        } catch (JsonProcessingException e) {
            throw refused(file, "is no notebook: it is no JSON");
        }
        if (!cells.isArray()) {
            throw refused(file, "is no notebook: it has no cells");
        }
        StringBuilder code = new StringBuilder();
        for (JsonNode cell : cells) {
            if (!cell.path("cell_type").asText().equals("code")) {
                continue;
            }
            JsonNode source = cell.path("source");
            if (source.isArray()) {
                source.forEach(line -> code.append(line.asText()));
            } else {
                code.append(source.asText());
            }
            code.append('\n');
        }
        return code.toString();
    }

    private static CommandException refused(Path file, String why) {
        return new CommandException(
                ExitCode.USAGE, "%s %s. Name a notebook that was exported as .ipynb or .py.".formatted(file, why));
    }
}
