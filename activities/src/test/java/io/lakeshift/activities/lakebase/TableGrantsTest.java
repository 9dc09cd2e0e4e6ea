package io.lakeshift.activities.lakebase;

import static io.lakeshift.activities.lakebase.TestingLakebase.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.activities.databricks.WorkspaceException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may read, brought to what is wanted. */
class TableGrantsTest {
    /** As identities are called: with dots, an at sign, and once a quote. */
    private static final List<String> ROLES = List.of("a.b@x.com", "O'\"Neil-grants");

    private final TestingLakebase lakebase = new TestingLakebase();

    @BeforeEach
    void roles() {
        lakebase.execute("CREATE ROLE \"a.b@x.com\"", "CREATE ROLE \"O'\"\"Neil-grants\"");
    }

    @AfterEach
    void close() {
        for (String role : List.of("\"a.b@x.com\"", "\"O'\"\"Neil-grants\"")) {
            lakebase.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
        lakebase.close();
    }

    private List<String> bring(List<String> roles) {
        try (LakebaseDatabase database = lakebase.open()) {
            return database.grants().bring(TABLE, roles);
        }
    }

    private List<String> missing() {
        try (LakebaseDatabase database = lakebase.open()) {
            return database.grants().missing(TABLE, ROLES);
        }
    }

    @Test
    void grantsReadingToOddNamesAndNothingTheSecondTime() {
        // When
        List<String> first = bring(ROLES);
        List<String> second = bring(ROLES);

        // Then
        assertThat(first)
                .containsExactly(
                        "USAGE on schema shop to a.b@x.com",
                        "SELECT on shop.Order-Items to a.b@x.com",
                        "USAGE on schema shop to O'\"Neil-grants",
                        "SELECT on shop.Order-Items to O'\"Neil-grants");
        assertThat(second).isEmpty();
    }

    @Test
    void grantsNothingButReading() {
        // When
        bring(ROLES);

        // Then
        assertThat(lakebase.value("SELECT string_agg(DISTINCT privilege_type, ',') FROM pg_class,"
                        + " aclexplode(relacl) AS acl WHERE pg_class.oid = 'shop.\"Order-Items\"'::regclass"
                        + " AND acl.grantee <> relowner"))
                .isEqualTo("SELECT");
        assertThat(lakebase.value("SELECT string_agg(DISTINCT privilege_type, ',') FROM pg_namespace,"
                        + " aclexplode(nspacl) AS acl WHERE nspname = 'shop' AND acl.grantee <> nspowner"))
                .isEqualTo("USAGE");
    }

    @Test
    void aTableThatWasDroppedAndMadeAgainGetsItsReadersBack() {
        // Given
        bring(ROLES);
        lakebase.dropAndCreateTable();

        // When
        List<String> missing = missing();
        List<String> granted = bring(ROLES);

        // Then
        assertThat(missing)
                .containsExactly(
                        "SELECT on shop.Order-Items to a.b@x.com", "SELECT on shop.Order-Items to O'\"Neil-grants")
                .isEqualTo(granted);
        assertThat(missing()).isEmpty();
    }

    @Test
    void aRoleThatIsNotThereIsNamedWithHowToMakeIt() {
        // When, Then
        assertThatThrownBy(() -> bring(List.of("nobody@x.com")))
                .isInstanceOf(WorkspaceException.class)
                .hasMessage(
                        "There is no role nobody@x.com in PostgreSQL, so nothing can be granted to it. The database's"
                                + " manager can add it: SELECT databricks_create_role('nobody@x.com', 'USER');");
    }
}
