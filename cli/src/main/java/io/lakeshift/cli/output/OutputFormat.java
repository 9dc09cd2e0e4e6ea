package io.lakeshift.cli.output;

/** Who reads the result. */
public enum OutputFormat {
    human,
    json
}
