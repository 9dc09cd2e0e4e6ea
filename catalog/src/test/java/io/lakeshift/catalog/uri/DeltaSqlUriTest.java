package io.lakeshift.catalog.uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeltaSqlUriTest {
    @ParameterizedTest
    @CsvSource({
        "deltasql://prod/sales, deltasql://prod/sales, sales",
        "deltasql://postgres/mydb/public/mytable, deltasql://postgres/mydb/public/mytable, mytable",
        "deltasql://pg/DB/SCHEMA/TABLE, deltasql://postgres/DB/SCHEMA/TABLE, TABLE",
        "deltasql://pg/mydb/mytable, deltasql://postgres/mydb/mytable, mytable",
        "deltasql://pg://localhost/db.sales, deltasql://postgresql://localhost:5432/db.sales, sales",
        "deltasql://postgresql://user:pass@host:5432/db.table, deltasql://postgresql://host:5432/db.table, table",
        "deltasql://postgresql://u:p%40@h/db?table=a.b&sslmode=require, deltasql://postgresql://h:5432/db.a.b, a.b"
    })
    void readsEverySpellingAndPrintsOneWithoutCredentials(String text, String canonical, String table) {
        // When
        DeltaSqlUri uri = DeltaSqlUri.parse(text);

        // Then
        assertThat(uri.canonical()).isEqualTo(canonical);
        assertThat(uri.toString()).isEqualTo(canonical);
        assertThat(uri.table()).isEqualTo(table);
    }

    @Test
    void keepsTheDatabaseThatTheUriNames() {
        // When
        DeltaSqlUri uri = DeltaSqlUri.parse("deltasql://postgresql://user:pa.ss@host:5432/db.table");

        // Then
        assertThat(uri.database().orElseThrow().password()).contains("pa.ss");
        assertThat(uri.database().orElseThrow().database()).isEqualTo("db");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deltasql://prod|The deltasql URI names no table.",
                "deltasql://pg://localhost/db|The deltasql URI names no table.",
                "deltasql://oracle://localhost/db.t|The deltasql URI names the unknown engine 'oracle'.",
                "deltasql://sqlite//var/data/meta.db?table=mytable|SQLite catalogs are not supported yet",
                "deltasql://duckdb//var/data/catalog.duckdb?table=mytable|DuckDB is planned, not supported yet",
                "/data/sales|The deltasql URI does not start with deltasql://."
            })
    void refusesWhatIsIncompleteOrUnknown(String text, String start) {
        assertThatThrownBy(() -> DeltaSqlUri.parse(text)).hasMessageStartingWith(start);
    }

    @ParameterizedTest
    @CsvSource({
        "s3a://Warehouse/sales/, s3://warehouse/sales",
        "S3://warehouse//sales, s3://warehouse/sales",
        "abfss://Box@Account.dfs.core.windows.net/a/, abfss://Box@account.dfs.core.windows.net/a",
        "file:///data/a%20b/, /data/a b",
        "file:/data/a b, /data/a b",
        "/data/./x/../a%20b/, /data/a%20b"
    })
    void locationsHaveOneSpelling(String text, String normalised) {
        assertThat(TableLocation.normalise(text)).isEqualTo(normalised);
    }
}
