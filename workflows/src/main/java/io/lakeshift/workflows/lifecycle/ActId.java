package io.lakeshift.workflows.lifecycle;

/** The id of an {@link Act}. */
public record ActId(String id) {}
