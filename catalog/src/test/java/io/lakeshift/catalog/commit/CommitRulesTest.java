package io.lakeshift.catalog.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.store.TableHead;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitRulesTest {
    private static final String DEFECT =
            " Nothing was committed; this is a defect of the writer: report it to its makers.";
    private static final String FENCE =
            "The commit carries lakeshift.sqlBacked, which only the catalog may set: its writer"
                    + " read the published log. Nothing was committed. Open the table through deltasql:// and write again.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "nonsense # Line 1 of the commit is not JSON.",
                "[1] # Line 1 of the commit is not one JSON object with one action.",
                "{\"add\":{\"path\":\"a\",\"size\":1},\"remove\":{\"path\":\"b\"}} # Line 1 of the commit is not one JSON object with"
                        + " one action.",
                "{\"add\":{\"path\":\"a\",\"size\":1}}~{\"remove\":{\"path\":\"a\"}} # The commit adds and removes the same file, a.",
                "{\"add\":{\"path\":\"a\",\"size\":1}}~{\"add\":{\"path\":\"a\",\"size\":1}} # The commit holds add a twice.",
                "{\"txn\":{\"appId\":\"x\",\"version\":1}}~{\"txn\":{\"appId\":\"x\",\"version\":2}} # The commit holds txn x twice.",
                "{\"txn\":{\"appId\":\"x\"}} # An action txn of the commit has no usable version.",
                "{\"add\":{\"path\":\"a\"}} # An action add of the commit has no usable size.",
                "{\"metaData\":{\"schemaString\":\"{}\"}} # An action metaData of the commit has no usable id.",
                "{\"metaData\":{\"id\":\"i\",\"schemaString\":\"{}\"}} # An action metaData of the commit has no usable"
                        + " schemaString.",
                "{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,\"writerFeatures\":[]}} # An action protocol of"
                        + " the commit has no usable readerFeatures.",
                "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2,\"readerFeatures\":[\"deletionVectors\"]}} # An"
                        + " action protocol of the commit has no usable readerFeatures.",
                "{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,\"readerFeatures\":[\"columnMapping\"],"
                        + "\"writerFeatures\":[]}} # The protocol lists columnMapping among its readerFeatures and not its"
                        + " writerFeatures.",
            })
    void refusesABodyThatIsNoCommit(String body, String problem) {
        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> check(body.replace('~', '\n')))
                .withMessage(problem + DEFECT)
                .matches(e -> e.error() == CatalogError.INVALID_INPUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"lakeshift.sqlBacked\"]}}",
                "{\"metaData\":{\"id\":\"i\",\"schemaString\":\"{}\",\"configuration\":{\"lakeshift.sqlBacked\":\"true\"}}}"
            })
    void refusesTheFenceInABody(String body) {
        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> check(body))
                .withMessage(FENCE);
    }

    @Test
    void refusesAFeatureThatGivesTheCommitsToAnotherCatalog() {
        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> check("{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,"
                        + "\"readerFeatures\":[\"catalogManaged\"],\"writerFeatures\":[\"catalogManaged\"]}}"))
                .withMessage(
                        "The commit enables the table feature catalogManaged, which a SQL-backed table cannot have."
                                + " Nothing was committed. Leave the feature off, or roll the table back first.")
                .matches(e -> e.error() == CatalogError.UNSUPPORTED_FEATURE);
    }

    @Test
    void refusesAReaderFeatureThatNobodyHereKnows() {
        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> check("{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,"
                        + "\"readerFeatures\":[\"novel\"],\"writerFeatures\":[\"novel\"]}}"))
                .withMessage("The commit enables the reader feature novel, which this program does not know."
                        + " Nothing was committed. Update Lakeshift first, or leave the feature off.")
                .matches(e -> e.error() == CatalogError.UNSUPPORTED_FEATURE);
    }

    @ParameterizedTest
    @CsvSource({"4,8", "99,7", "0,2", "1,-1", "4294967297,2"})
    void refusesAProtocolOfTheFutureOrOfNone(long reader, long writer) {
        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> check(
                        "{\"protocol\":{\"minReaderVersion\":" + reader + ",\"minWriterVersion\":" + writer + "}}"))
                .withMessage("The commit raises the protocol to reader " + reader + ", writer " + writer
                        + "; this program knows them up to 3 and 7."
                        + " Nothing was committed. Update Lakeshift first.");
    }

    @Test
    void refusesAPathThatOnlyTheCatalogCanOpen() {
        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> check("{\"add\":{\"path\":\"deltasql://c/t/a.parquet\",\"size\":1}}"))
                .withMessage("The commit refers to a file by a deltasql: address, deltasql://c/t/a.parquet, which other"
                        + " engines cannot open. Shallow clones must be made from the table's real path."
                        + " Nothing was committed.");
    }

    @Test
    void acceptsTheSameFileWithAnotherDeletionVector() {
        // Given
        String vector =
                ",\"deletionVector\":{\"storageType\":\"u\",\"pathOrInlineDv\":\"x\",\"offset\":1,\"sizeInBytes\":2,"
                        + "\"cardinality\":1}";

        // When / Then
        assertThatNoException()
                .isThrownBy(() ->
                        check("{\"remove\":{\"path\":\"a\"}}\n{\"add\":{\"path\":\"a\",\"size\":1" + vector + "}}"));
    }

    @ParameterizedTest
    @ValueSource(longs = {999, 1000})
    void refusesAnInCommitTimestampThatIsNotLater(long timestamp) {
        // Given
        TableHead head = head(Map.of("delta.enableInCommitTimestamps", "true"));

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> check("{\"commitInfo\":{\"inCommitTimestamp\":" + timestamp + "}}", head))
                .withMessage("The commit's in-commit timestamp " + timestamp
                        + " is not above 1000, that of the version before." + DEFECT);
    }

    @Test
    void wantsAnInCommitTimestampFirstWhereTheyAreOn() {
        // Given
        TableHead head = head(Map.of("delta.enableInCommitTimestamps", "true"));

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> check("{\"txn\":{\"appId\":\"a\",\"version\":1}}", head))
                .withMessage("In-commit timestamps are on, but the commit does not begin with one in its commitInfo."
                        + DEFECT);
        assertThatNoException().isThrownBy(() -> check("{\"commitInfo\":{\"inCommitTimestamp\":1001}}", head));
    }

    @Test
    void refusesAnEmptyCommit() {
        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> check(""))
                .withMessage("The commit holds no action." + DEFECT);
        assertThat(CommitLines.parse(CommitBody.of(""))).isEmpty();
    }

    private static void check(String body) {
        check(body, head(Map.of()));
    }

    private static void check(String body, TableHead head) {
        CommitRules.check(CommitLines.parse(CommitBody.of(body)), head);
    }

    private static TableHead head(Map<String, String> configuration) {
        return new TableHead(
                UUID.randomUUID(),
                "t",
                Authority.SQL,
                4,
                4,
                OptionalLong.of(3),
                Optional.empty(),
                OptionalLong.of(1000),
                configuration);
    }
}
