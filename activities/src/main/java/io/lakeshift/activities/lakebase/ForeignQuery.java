package io.lakeshift.activities.lakebase;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/**
 * A query that a plan brings along. It can change nothing:
 *
 * <ol>
 *   <li>it is one statement, so that nothing of it can end the transaction and begin another;
 *   <li>it is declared as a cursor, which only a query can be;
 *   <li>its transaction is read only, and PostgreSQL lets no transaction that has read become one that writes;
 *   <li>the transaction is rolled back, and with it what it has set for the session.
 * </ol>
 *
 * <p>It ends after its limit, and its rows are not kept, however many they are.
 */
final class ForeignQuery {
    private static final String FETCH = "FETCH FORWARD 1000 FROM lakeshift_query";

    private final Connection connection;
    private final String act;

    ForeignQuery(Connection connection, String act) {
        this.connection = connection;
        this.act = act;
    }

    Optional<List<Optional<String>>> firstRow(String sql, Duration limit) {
        try (Statement statement = connection.createStatement()) {
            requireOneStatement(sql);
            connection.setAutoCommit(false);
            try {
                statement.execute("SET TRANSACTION READ ONLY");
                statement.execute("SET LOCAL statement_timeout = " + limit.toMillis());
                statement.execute("DECLARE lakeshift_query NO SCROLL CURSOR FOR " + sql);
                return drained(statement);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw LakebaseErrors.failed(act, e);
        }
    }

    /** To its end: that it runs is what is asked, of all its rows. */
    private static Optional<List<Optional<String>>> drained(Statement statement) throws SQLException {
        Optional<List<Optional<String>>> first = Optional.empty();
        boolean more = true;
        while (more) {
            more = false;
            try (ResultSet rows = statement.executeQuery(FETCH)) {
                while (rows.next()) {
                    more = true;
                    if (first.isEmpty()) {
                        first = Optional.of(LakebaseDatabase.texts(rows));
                    }
                }
            }
        }
        return first;
    }

    /** As the driver itself would split it before it sends anything. */
    private void requireOneStatement(String sql) throws SQLException {
        List<NativeQuery> statements = Parser.parseJdbcSql(sql, true, false, true, false, false);
        if (statements.size() != 1) {
            throw LakebaseErrors.notOneQuery(act, statements.size());
        }
    }
}
