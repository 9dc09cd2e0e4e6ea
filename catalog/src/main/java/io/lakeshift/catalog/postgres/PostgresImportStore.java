package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.ImportSession;
import io.lakeshift.catalog.store.ImportStore;
import io.lakeshift.catalog.store.ImportTarget;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

final class PostgresImportStore implements ImportStore {
    private final DataSource direct;
    private final Jdbi jdbi;

    PostgresImportStore(DataSource direct, Jdbi jdbi) {
        this.direct = direct;
        this.jdbi = jdbi;
    }

    @Override
    public ImportSession start(ImportTarget target) {
        throw new UnsupportedOperationException(target + " " + direct + jdbi);
    }
}
