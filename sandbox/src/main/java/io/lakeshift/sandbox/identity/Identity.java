package io.lakeshift.sandbox.identity;

import java.util.Set;

/**
 * A user or a service principal.
 *
 * @param name its user name, or its application id
 * @param admin holds every privilege everywhere
 * @param groups what else grants may name
 */
public record Identity(String name, String displayName, boolean admin, boolean servicePrincipal, Set<String> groups) {
    /** Who calls before anyone has logged in. */
    public static final Identity NOBODY = new Identity("", "", false, false, Set.of());

    public Identity {
        groups = Set.copyOf(groups);
    }

    /** Whether a grant to {@code principal} reaches this identity. */
    public boolean is(String principal) {
        return principal.equals(name) || groups.contains(principal) || principal.equals("account users");
    }
}
