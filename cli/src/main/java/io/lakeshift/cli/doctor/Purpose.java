package io.lakeshift.cli.doctor;

/** What a workspace is looked at for. */
public enum Purpose {
    SYNCED_TABLES("synced-tables"),
    LAKEHOUSE_SYNC("lakehouse-sync"),
    MEDALLION("medallion");

    private final String word;

    Purpose(String word) {
        this.word = word;
    }

    /** As the command line has it. */
    @Override
    public String toString() {
        return word;
    }
}
