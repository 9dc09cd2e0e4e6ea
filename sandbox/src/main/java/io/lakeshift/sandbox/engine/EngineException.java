package io.lakeshift.sandbox.engine;

/** A statement or a read that the engine refuses, with the error class that a client sees. */
public final class EngineException extends RuntimeException {
    private final String errorClass;
    private final String sqlState;

    public EngineException(String errorClass, String sqlState, String text) {
        super("[" + errorClass + "] " + text + " SQLSTATE: " + sqlState);
        this.errorClass = errorClass;
        this.sqlState = sqlState;
    }

    public String errorClass() {
        return errorClass;
    }

    public String sqlState() {
        return sqlState;
    }

    public static EngineException noTable(TableName name) {
        return new EngineException(
                "TABLE_OR_VIEW_NOT_FOUND",
                "42P01",
                "The table or view `%s`.`%s`.`%s` cannot be found. Verify the spelling and correctness of the schema and catalog."
                        .formatted(name.catalog(), name.schema(), name.table()));
    }

    public static EngineException tableExists(TableName name) {
        return new EngineException(
                "TABLE_OR_VIEW_ALREADY_EXISTS",
                "42P07",
                "Cannot create table or view `%s`.`%s` because it already exists."
                        .formatted(name.schema(), name.table()));
    }

    public static EngineException noSuchVersion(TableName name, long version, long latest) {
        return new EngineException(
                "VERSION_NOT_FOUND",
                "22003",
                "Cannot time travel Delta table %s to version %d. Available versions: [0, %d]."
                        .formatted(name, version, latest));
    }

    public static EngineException noChangeData(TableName name, long from, long to) {
        return new EngineException(
                "DELTA_MISSING_CHANGE_DATA",
                "KD002",
                "Error getting change data for range [%d, %d] as change data was not recorded for version [%d] of %s."
                        .formatted(from, to, from, name));
    }

    public static EngineException parse(String text) {
        return new EngineException("PARSE_SYNTAX_ERROR", "42601", text);
    }

    /** The honest end of what an engine can do. */
    public static EngineException unsupported(String text) {
        return new EngineException("UNSUPPORTED_FEATURE", "0A000", "The sandbox cannot run this statement: " + text);
    }
}
