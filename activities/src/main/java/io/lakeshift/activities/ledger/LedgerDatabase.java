package io.lakeshift.activities.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lakeshift.activities.audit.AuditChain;
import io.lakeshift.activities.audit.PostgresAuditChain;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.lifecycle.LedgerActivities;
import java.sql.SQLException;
import java.time.Clock;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;

/**
 * The tables of the ledger and the audit chain, in schema {@code lakeshift}: brings them up to date, then lends what
 * reads and writes them. One instance holds one connection pool and may be shared by threads.
 */
public final class LedgerDatabase implements AutoCloseable {
    private static final int POOL_SIZE = 8;
    private static final ObjectMapper JSON = LakeshiftDataConverter.objectMapper();

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Clock clock;

    private LedgerDatabase(HikariDataSource pool, Clock clock) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.clock = clock;
    }

    /**
     * @throws io.lakeshift.catalog.CatalogException DATABASE_UNREACHABLE, DATABASE_REFUSED or PERMISSION_DENIED
     */
    public static LedgerDatabase open(DatabaseUrl url, Clock clock) {
        HikariDataSource pool = new HikariDataSource(config(url));
        try {
            LedgerSchema.prepare(pool);
            return new LedgerDatabase(pool, clock);
        } catch (FlywayException | SQLException e) {
            pool.close();
            throw LedgerErrors.cannotOpen(url, e);
        }
    }

    private static HikariConfig config(DatabaseUrl url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url.jdbcUrl());
        url.user().ifPresent(config::setUsername);
        url.password().ifPresent(config::setPassword);
        config.setSchema(LedgerSchema.NAME);
        config.setPoolName("lakeshift-ledger");
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        config.setInitializationFailTimeout(-1);
        return config;
    }

    public LedgerReader reader() {
        return new PostgresLedgerReader(jdbi, JSON);
    }

    /** Units of work and decisions, as workflows record them. */
    public LedgerActivities units() {
        return new PostgresUnits(jdbi, clock, JSON);
    }

    public StepLedger steps() {
        return new PostgresSteps(jdbi, clock);
    }

    public ReportStore reports() {
        return new PostgresReports(jdbi, clock);
    }

    public CreatedObjects createdObjects() {
        return new PostgresCreatedObjects(jdbi, clock);
    }

    public Leases leases() {
        return new PostgresLeases(jdbi, clock);
    }

    public AuditChain audit() {
        return new PostgresAuditChain(jdbi, clock);
    }

    /** Asks the database for an answer, for health checks. */
    public void ping() {
        jdbi.useHandle(handle -> handle.createQuery("SELECT 1").mapTo(int.class).one());
    }

    @Override
    public void close() {
        pool.close();
    }
}
