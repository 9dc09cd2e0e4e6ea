package io.lakeshift.sandbox.postgres;

import java.util.Optional;

/** What the door asks when a client presents a password. */
public interface Logins {
    /**
     * What to hand on to PostgreSQL, which has the last word: the role's present password for a live database
     * credential, the presented one for anything else.
     *
     * @return nothing if the text is no database credential at all but a token of the REST surface
     */
    Optional<String> password(String user, String presented);
}
