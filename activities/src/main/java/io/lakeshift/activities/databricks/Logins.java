package io.lakeshift.activities.databricks;

import java.util.List;

/** The profiles of a Databricks configuration file. */
public interface Logins {
    /** In the file's order; none where there is no file. Tokens are not read. */
    List<Login> list();

    /**
     * The workspace of one of them, without a call.
     *
     * @throws WorkspaceException NOT_AUTHENTICATED where it holds no way to log in
     */
    Workspace open(Login login);

    /** @param host as written; empty where none is */
    record Login(String profile, String host) {}
}
