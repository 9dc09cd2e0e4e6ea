package io.lakeshift.activities.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.activities.audit.AuditChain;
import io.lakeshift.activities.audit.PostgresAuditChain;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.lifecycle.LedgerActivities;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** The tables of the ledger and the audit chain: brings them up to date, then lends what reads and writes them. */
public final class LedgerDatabase {
    private static final String SCHEMA = "lakeshift";
    private static final ObjectMapper JSON = LakeshiftDataConverter.objectMapper();

    private final Jdbi jdbi;
    private final Clock clock;

    private LedgerDatabase(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** @param dataSource its connections must find schema {@code lakeshift} on their search path; stays the caller's to close */
    public static LedgerDatabase open(DataSource dataSource, Clock clock) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:io/lakeshift/activities/schema")
                .schemas(SCHEMA)
                .table("ledger_schema_history")
                // The catalog's tables may stand in the schema before the ledger's do.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        return new LedgerDatabase(Jdbi.create(dataSource), clock);
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

    public AuditChain audit() {
        return new PostgresAuditChain(jdbi, clock);
    }
}
