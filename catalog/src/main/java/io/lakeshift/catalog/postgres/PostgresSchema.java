package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.uri.DatabaseUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema {@code lakeshift} of a database to what this program needs, or refuses the database. */
final class PostgresSchema {
    static final String NAME = "lakeshift";
    /** The newest file beside V1__catalog.sql; known here so that an up-to-date database costs one query. */
    static final int VERSION = 2;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSchema.class);

    private final DatabaseUrl url;
    private final DataSource dataSource;

    PostgresSchema(DatabaseUrl url, DataSource dataSource) {
        this.url = url;
        this.dataSource = dataSource;
    }

    void prepare(SchemaMode mode) {
        int found = inspect();
        if (found == VERSION) {
            return;
        }
        if (found > VERSION) {
            throw PostgresErrors.schemaNewer(found, VERSION);
        }
        if (mode == SchemaMode.REQUIRE) {
            throw PostgresErrors.schemaMissing(url);
        }
        PostgresMigration.run(dataSource);
        offerUnqualifiedNames();
    }

    private int inspect() {
        try (Connection connection = dataSource.getConnection()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
                                    + " to_regclass('lakeshift.flyway_schema_history') IS NOT NULL")) {
                row.next();
                new ServerVersion(row.getInt(1), row.getString(2)).requireSupported();
                if (!row.getBoolean(3)) {
                    return 0;
                }
            }
            return installedVersion(connection);
        } catch (SQLException e) {
            throw PostgresErrors.connectionFailed(url, e);
        }
    }

    private static int installedVersion(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT coalesce(max(version::int), 0) FROM lakeshift.flyway_schema_history"
                                + " WHERE success AND version IS NOT NULL")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw PostgresErrors.translate("looking at the catalog's schema", e);
        }
    }

    /** So that people's SELECTs work without the schema's name; docs/decisions/0010-names-without-a-schema.md says more. */
    private void offerUnqualifiedNames() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            String path = ownSearchPath(connection);
            if (path.contains(NAME)) {
                return;
            }
            try (ResultSet row = statement.executeQuery("SELECT format('ALTER ROLE %I IN DATABASE %I SET search_path = "
                    + path.replace("'", "''") + ", " + NAME + "', current_user, current_database())")) {
                row.next();
                String alter = row.getString(1);
                statement.execute(alter);
            }
        } catch (SQLException e) {
            LOG.warn(
                    "Could not add the schema lakeshift to the role's search_path; write lakeshift.<name> in SQL. cause={}",
                    String.valueOf(e.getMessage()));
        }
    }

    /** The path that the role's sessions start with, which this pool's own connections replace. */
    private static String ownSearchPath(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT substring(setting FROM 'search_path=(.*)')
                FROM pg_db_role_setting s, unnest(s.setconfig) AS setting
                WHERE setting LIKE 'search\\_path=%'
                  AND s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
                  AND s.setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = current_user))
                ORDER BY (s.setrole <> 0) DESC, (s.setdatabase <> 0) DESC
                LIMIT 1""");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : "\"$user\", public";
        }
    }
}
