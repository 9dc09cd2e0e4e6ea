package io.lakeshift.cli.doctor;

import java.util.Optional;

/**
 * A profile, and whether Databricks accepts it; the members are part of the public contract.
 *
 * @param valid found out by a call that reads who is logged in
 * @param user who that is
 * @param problem why it is not valid, and how to mend it
 */
public record Profile(String name, String host, boolean valid, Optional<String> user, Optional<String> problem) {}
