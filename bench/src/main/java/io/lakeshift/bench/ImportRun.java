package io.lakeshift.bench;

import io.lakeshift.catalog.load.ImportListener;
import io.lakeshift.catalog.load.ImportMode;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.load.ImportResult;
import io.lakeshift.catalog.load.TableImporter;
import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.uri.DatabaseUrl;

/** What is measured: one import of a whole history, connecting and checking the schema included. */
final class ImportRun {
    private ImportRun() {}

    public static void main(String[] arguments) {
        try (PostgresCatalogStore store = PostgresCatalogStore.open(DatabaseUrl.parse(arguments[0]))) {
            ImportResult result = new TableImporter(store)
                    .importTable(ImportRequest.of(arguments[1]).withMode(ImportMode.FULL_HISTORY), ImportListener.NONE);
            System.out.println(result.version());
        }
    }
}
