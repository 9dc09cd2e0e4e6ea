package io.lakeshift.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Tables as they are now, from the catalog and the Delta log, without a job. */
final class Tables {
    private final SparkSession spark;

    Tables(SparkSession spark) {
        this.spark = spark;
    }

    private SessionCatalog catalog() {
        return ((org.apache.spark.sql.classic.SparkSession) spark).sessionState().catalog();
    }

    private static String database(JsonNode request) {
        return UnityNames.database(
                request.path("catalog").asText(), request.path("schema").asText());
    }

    void list(JsonNode request, ObjectNode answer) {
        ArrayNode names = answer.putArray("tables");
        if (catalog().databaseExists(database(request))) {
            CollectionConverters.asJava(catalog().listTables(database(request)))
                    .forEach(it -> {
                        if (it.database().isDefined()) {
                            names.add(it.table());
                        }
                    });
        }
    }

    void describe(JsonNode request, ObjectNode answer) throws org.apache.spark.sql.AnalysisException {
        TableIdentifier name = new TableIdentifier(
                request.path("table").asText(),
                Option.apply(database(request)),
                Option.apply(UnityNames.SESSION_CATALOG));
        boolean found = catalog().databaseExists(database(request)) && catalog().tableExists(name);
        answer.put("found", found);
        if (!found) {
            return;
        }
        CatalogTable table = catalog().getTableMetadata(name);
        answer.put("created", table.createTime());
        if (table.tableType().equals(CatalogTableType.VIEW())) {
            answer.put("view", table.viewText().getOrElse(() -> ""));
            answer.put("version", 0);
            Statements.columns(table.schema(), answer.putArray("columns"));
            answer.putObject("properties");
            return;
        }
        Snapshot snapshot = DeltaLog.forTableWithSnapshot(spark, name)._2();
        answer.put("uid", snapshot.metadata().id());
        answer.put("version", snapshot.version());
        Statements.columns(snapshot.metadata().schema(), answer.putArray("columns"));
        ObjectNode properties = answer.putObject("properties");
        CollectionConverters.asJava(snapshot.metadata().configuration()).forEach(properties::put);
        properties.put("delta.minReaderVersion", String.valueOf(snapshot.protocol().minReaderVersion()));
        properties.put("delta.minWriterVersion", String.valueOf(snapshot.protocol().minWriterVersion()));
    }
}
