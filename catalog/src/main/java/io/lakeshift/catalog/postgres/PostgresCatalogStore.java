package io.lakeshift.catalog.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.CommitStore;
import io.lakeshift.catalog.store.ImportStore;
import io.lakeshift.catalog.store.PublishStore;
import io.lakeshift.catalog.store.RowStore;
import io.lakeshift.catalog.store.SnapshotStore;
import io.lakeshift.catalog.store.TableRegistry;
import io.lakeshift.catalog.store.ValidationStore;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The catalog in a PostgreSQL database, schema {@code lakeshift}. */
public final class PostgresCatalogStore implements CatalogStore {
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final PostgresTableRegistry tables;
    private final PostgresImportStore imports;
    private final PostgresCommitStore commits;
    private final PostgresPublishStore publishing;

    private PostgresCatalogStore(PGSimpleDataSource direct, HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.tables = new PostgresTableRegistry(jdbi);
        this.imports = new PostgresImportStore(direct, jdbi);
        this.commits = new PostgresCommitStore(direct, jdbi);
        this.publishing = new PostgresPublishStore(direct, jdbi);
    }

    /**
     * Connects, checks the server and the schema, and creates or upgrades the schema where the options allow it.
     *
     * @throws io.lakeshift.catalog.CatalogException DATABASE_UNREACHABLE (retryable) or DATABASE_REFUSED where there is
     *     no connection; DATABASE_UNSUPPORTED, DATABASE_SCHEMA_NEWER or PERMISSION_DENIED where there is no way on
     */
    public static PostgresCatalogStore open(DatabaseUrl url, PostgresOptions options) {
        PGSimpleDataSource direct = direct(url, options);
        new PostgresSchema(url, direct).prepare(options.schemaMode());
        HikariConfig config = new HikariConfig();
        config.setDataSource(direct);
        config.setPoolName("lakeshift-catalog");
        config.setMaximumPoolSize(options.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(options.connectTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        return new PostgresCatalogStore(direct, new HikariDataSource(config));
    }

    public static PostgresCatalogStore open(DatabaseUrl url) {
        return open(url, PostgresOptions.DEFAULT);
    }

    /**
     * Whether the server lets this user in; nothing is read.
     *
     * @throws io.lakeshift.catalog.CatalogException as {@link #open(DatabaseUrl)} does where there is no connection
     */
    public static void checkLogin(DatabaseUrl url) {
        try {
            direct(url, PostgresOptions.DEFAULT).getConnection().close();
        } catch (SQLException e) {
            throw PostgresErrors.connectionFailed(url, e);
        }
    }

    @Override
    public TableRegistry tables() {
        return tables;
    }

    @Override
    public ImportStore imports() {
        return imports;
    }

    @Override
    public RowStore rows() {
        return new PostgresRowStore(jdbi);
    }

    @Override
    public ValidationStore validations() {
        return new PostgresValidationStore(jdbi);
    }

    @Override
    public CommitStore commits() {
        return commits;
    }

    @Override
    public PublishStore publishing() {
        return publishing;
    }

    @Override
    public SnapshotStore snapshots() {
        return new PostgresSnapshotStore(jdbi);
    }

    @Override
    public void close() {
        pool.close();
    }

    private static PGSimpleDataSource direct(DatabaseUrl url, PostgresOptions options) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url.jdbcUrl());
        url.user().ifPresent(source::setUser);
        url.password().ifPresent(source::setPassword);
        if (!url.parameters().containsKey(PGProperty.APPLICATION_NAME.getName())) {
            source.setApplicationName("lakeshift");
        }
        source.setCurrentSchema(PostgresSchema.NAME);
        source.setLoginTimeout((int) Math.max(1, options.connectTimeout().toSeconds()));
        source.setTcpKeepAlive(true);
        return source;
    }
}
