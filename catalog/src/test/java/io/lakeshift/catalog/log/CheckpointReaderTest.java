package io.lakeshift.catalog.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.store.ActionRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointReaderTest {
    private static final String NAME = "00000000000000000003.checkpoint.parquet";
    /** As written with {@code delta.checkpoint.writeStatsAsJson=false}: statistics only as a struct. */
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message checkpoint {
              optional group txn {
                optional binary appId (STRING);
                optional int64 version;
              }
              optional group add {
                optional binary path (STRING);
                optional group partitionValues (MAP) {
                  repeated group key_value {
                    required binary key (STRING);
                    optional binary value (STRING);
                  }
                }
                optional group partitionValues_parsed {
                  optional int32 p;
                }
                optional int64 size;
                optional boolean dataChange;
                optional group stats_parsed {
                  optional int64 numRecords;
                  optional group minValues {
                    optional int32 day (DATE);
                    optional int64 at (TIMESTAMP(MICROS,true));
                    optional int64 local (TIMESTAMP(MICROS,false));
                    optional int64 price (DECIMAL(18,2));
                    optional binary name (STRING);
                    optional double ratio;
                  }
                  optional group nullCount {
                    optional int64 day;
                  }
                }
                optional group deletionVector {
                  optional binary storageType (STRING);
                  optional binary pathOrInlineDv (STRING);
                  optional int32 offset;
                }
                optional binary someday (STRING);
              }
              optional group laterKind {
                optional int64 x;
              }
            }
            """);

    @TempDir
    Path directory;

    private List<ActionRow> read(Group... rows) throws IOException {
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(directory.resolve(NAME)))
                .withType(SCHEMA)
                .build()) {
            for (Group row : rows) {
                writer.write(row);
            }
        }
        List<ActionRow> actions = new ArrayList<>();
        reader(actions).read();
        return actions;
    }

    private CheckpointReader reader(List<ActionRow> actions) {
        return new CheckpointReader(
                LogStorages.open(directory.toString()),
                new Checkpoint(3, Checkpoint.Kind.CLASSIC, List.of(NAME)),
                actions::add);
    }

    @Test
    void rebuildsStatisticsThatStandOnlyInTheirTypedForm() throws IOException {
        // Given
        Group row = new SimpleGroup(SCHEMA);
        Group add =
                row.addGroup("add").append("path", "p=1/a").append("size", 9L).append("dataChange", false);
        Group entries = add.addGroup("partitionValues");
        entries.addGroup("key_value").append("key", "p").append("value", "1");
        entries.addGroup("key_value").append("key", "q");
        add.addGroup("partitionValues_parsed").append("p", 1);
        Group stats = add.addGroup("stats_parsed").append("numRecords", 9007199254740993L);
        Instant at = Instant.parse("2024-02-03T04:05:06.123456Z");
        stats.addGroup("minValues")
                .append("day", (int) LocalDate.parse("2024-02-03").toEpochDay())
                .append("at", ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .append("local", ChronoUnit.MICROS.between(Instant.EPOCH, at.truncatedTo(ChronoUnit.SECONDS)))
                .append("price", new BigDecimal("12.50").unscaledValue().longValue())
                .append("name", "a\"b")
                .append("ratio", Double.NaN);
        stats.addGroup("nullCount").append("day", 0L);

        // When
        List<ActionRow> actions = read(row);

        // Then
        ActionRow.Add file = (ActionRow.Add) actions.get(0);
        assertThat(file.stats())
                .isEqualTo("{\"numRecords\":9007199254740993,\"minValues\":{\"day\":\"2024-02-03\","
                        + "\"at\":\"2024-02-03T04:05:06.123456Z\",\"local\":\"2024-02-03T04:05:06.000\","
                        + "\"price\":12.50,\"name\":\"a\\\"b\",\"ratio\":\"NaN\"},\"nullCount\":{\"day\":0}}");
        assertThat(file.partitionValues()).isEqualTo("{\"p\":\"1\",\"q\":null}");
        assertThat(file.extra()).isNull();
    }

    @Test
    void keepsColumnsAndActionsThatItDoesNotKnow() throws IOException {
        // Given
        Group withExtra = new SimpleGroup(SCHEMA);
        withExtra.addGroup("add").append("path", "a").append("someday", "soon");
        Group later = new SimpleGroup(SCHEMA);
        later.addGroup("laterKind").append("x", 5L);

        // When
        List<ActionRow> actions = read(withExtra, later);

        // Then
        assertThat(((ActionRow.Add) actions.get(0)).extra()).isEqualTo("{\"someday\":\"soon\"}");
        assertThat(((ActionRow.Add) actions.get(0)).stats()).isNull();
        assertThat(actions.get(1)).isEqualTo(new ActionRow.Other(3, 1, "laterKind", "{\"x\":5}"));
    }

    @Test
    void identifiesDeletionVectorsAndKeepsTransactionsWithoutATime() throws IOException {
        // Given
        Group file = new SimpleGroup(SCHEMA);
        file.addGroup("add")
                .append("path", "a")
                .addGroup("deletionVector")
                .append("storageType", "u")
                .append("pathOrInlineDv", "vector")
                .append("offset", 4);
        Group transaction = new SimpleGroup(SCHEMA);
        transaction.addGroup("txn").append("appId", "app").append("version", 7L);

        // When
        List<ActionRow> actions = read(file, transaction);

        // Then
        ActionRow.Add add = (ActionRow.Add) actions.get(0);
        assertThat(add.dvId()).isEqualTo("uvector@4");
        assertThat(add.deletionVector())
                .isEqualTo("{\"storageType\":\"u\",\"pathOrInlineDv\":\"vector\",\"offset\":4}");
        assertThat(actions.get(1)).isEqualTo(new ActionRow.Txn(3, 1, "app", 7, null, null));
    }

    @Test
    void namesAFileThatCannotBeRead() throws IOException {
        // Given
        Files.writeString(directory.resolve(NAME), "this is no Parquet file, though it is long enough to be one");

        // When
        CatalogException refusal = catchThrowableOfType(
                CatalogException.class, () -> reader(new ArrayList<>()).read());

        // Then
        assertThat(refusal.error()).isEqualTo(CatalogError.LOG_CORRUPT);
        assertThat(refusal).hasMessageStartingWith("Checkpoint " + NAME + " in " + directory + " cannot be read: ");
    }
}
