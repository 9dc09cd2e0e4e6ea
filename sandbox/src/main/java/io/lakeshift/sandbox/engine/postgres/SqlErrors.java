package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.EngineException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PostgreSQL refused, in the classes that a warehouse would use. */
final class SqlErrors {
    private static final Pattern COLUMN = Pattern.compile("column \"?([^\" ]+)\"? does not exist");

    private SqlErrors() {}

    static EngineException translate(SQLException e) {
        String state = e.getSQLState() == null ? "XX000" : e.getSQLState();
        String errorClass = switch (state) {
            case "42601" -> "PARSE_SYNTAX_ERROR";
            case "42703" -> "UNRESOLVED_COLUMN.WITH_SUGGESTION";
            case "42883" -> "UNRESOLVED_ROUTINE";
            case "22012" -> "DIVIDE_BY_ZERO";
            case "22P02" -> "CAST_INVALID_INPUT";
            case "23502" -> "DELTA_NOT_NULL_CONSTRAINT_VIOLATED";
            case "42804" -> "DATATYPE_MISMATCH";
            default -> "SANDBOX_ENGINE_ERROR";
        };
        return new EngineException(errorClass, state, text(String.valueOf(e.getMessage())));
    }

    /** In a warehouse's words where they are known, else PostgreSQL's without its prefix. */
    private static String text(String message) {
        Matcher column = COLUMN.matcher(message);
        return column.find()
                ? "A column, variable, or function parameter with name `%s` cannot be resolved."
                        .formatted(column.group(1))
                : message.replaceFirst("^ERROR: ", "").replaceFirst("\n {2}Position: [0-9]+", "");
    }
}
