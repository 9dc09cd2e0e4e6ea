package io.lakeshift.catalog.validate;

/**
 * One difference.
 *
 * @param subject what differs: a file's path, {@code version 3 action 2}, {@code dl_tables}
 * @param field the member or column; empty where the whole subject is missing or extra
 * @param logValue what the log says; empty where it says nothing
 * @param sqlValue what the catalog says; empty where it says nothing
 */
public record DriftFinding(DriftCode code, String subject, String field, String logValue, String sqlValue) {}
