package io.lakeshift.deltasql;

import org.apache.hadoop.fs.Path;

/**
 * A path under {@code deltasql://<catalog alias>/}.
 *
 * @param table empty for the root
 * @param rest below the table, without leading slash; empty for the table itself
 */
record TablePath(String table, String rest) {
    private static final String LOG = "_delta_log";

    static TablePath of(Path path) {
        String plain = path.toUri().getPath().replaceAll("^/+", "");
        int slash = plain.indexOf('/');
        return slash < 0
                ? new TablePath(plain, "")
                : new TablePath(plain.substring(0, slash), plain.substring(slash + 1));
    }

    boolean isRoot() {
        return table.isEmpty();
    }

    boolean isTable() {
        return !isRoot() && rest.isEmpty();
    }

    boolean isLog() {
        return rest.equals(LOG);
    }

    boolean inLog() {
        return rest.startsWith(LOG + "/");
    }

    /** Name below {@code _delta_log}. */
    String logName() {
        return rest.substring(LOG.length() + 1);
    }
}
