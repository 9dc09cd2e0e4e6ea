package io.lakeshift.workflows.lifecycle;

/**
 * That both sides were proven equal.
 *
 * @param headVersion the head at which
 * @param digest of the report
 */
public record Validation(long headVersion, String digest) {}
