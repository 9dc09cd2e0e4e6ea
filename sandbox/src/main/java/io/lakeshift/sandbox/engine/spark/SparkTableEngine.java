package io.lakeshift.sandbox.engine.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.Change;
import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.Row;
import io.lakeshift.sandbox.engine.Sink;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.engine.TableCommit;
import io.lakeshift.sandbox.engine.TableDefinition;
import io.lakeshift.sandbox.engine.TableDescription;
import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Real Delta tables in a directory of this machine. Everything that is about rows is a statement that Spark runs. */
public final class SparkTableEngine implements TableEngine {
    private static final int MOST_ROWS = 100_000;

    private final SparkJvm spark;
    private final Path root;

    private SparkTableEngine(SparkJvm spark, Path root) {
        this.spark = spark;
        this.root = root;
    }

    static SparkTableEngine start(String classPath) throws IOException {
        Path root = Files.createTempDirectory("lakeshift-sandbox-spark-");
        try {
            return new SparkTableEngine(SparkJvm.start(classPath, root), root);
        } catch (IOException e) {
            remove(root);
            throw e;
        }
    }

    private interface RowReader {
        void read(JsonNode cells) throws Exception;
    }

    private static ObjectNode statement(String sql) {
        return Json.object().put("op", "sql").put("sql", sql);
    }

    private JsonNode run(String sql) {
        return spark.ask(statement(sql));
    }

    /** Row by row; what the reader throws ends the reading in Spark, too. */
    private List<Column> read(ObjectNode statement, RowReader reader) throws Exception {
        JsonNode answer = spark.ask(statement);
        List<Column> columns = columns(answer.path("columns"));
        while (true) {
            JsonNode cursor = answer.path("cursor");
            try {
                for (JsonNode row : answer.path("rows")) {
                    reader.read(row);
                }
            } catch (Exception e) {
                if (!cursor.isMissingNode()) {
                    spark.ask(Json.object().put("op", "close").put("cursor", cursor.asLong()));
                }
                throw e;
            }
            if (cursor.isMissingNode()) {
                return columns;
            }
            answer = spark.ask(Json.object().put("op", "next").put("cursor", cursor.asLong()));
        }
    }

    private static List<Column> columns(JsonNode nodes) {
        List<Column> columns = new ArrayList<>();
        nodes.forEach(it -> columns.add(new Column(
                it.path("name").asText(),
                it.path("type").asText(),
                it.path("nullable").asBoolean())));
        return columns;
    }

    private static Row row(JsonNode cells, int width) {
        List<@Nullable String> texts = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            texts.add(SparkJvm.text(cells.path(i)));
        }
        return new Row(texts);
    }

    @Override
    public void createTable(TableDefinition definition, String user) {
        String columns = definition.columns().stream()
                .map(it -> SparkText.quoted(it.name()) + " " + it.type() + (it.nullable() ? "" : " NOT NULL"))
                .collect(Collectors.joining(", "));
        Map<String, String> properties = definition.properties().entrySet().stream()
                // Delta says which protocol a table has; asking for an older one than its features need is refused.
                .filter(it -> !it.getKey().matches("delta\\.min(Reader|Writer)Version"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        run("CREATE TABLE " + SparkText.quoted(definition.name()) + " (" + columns + ") USING delta"
                + (properties.isEmpty() ? "" : " TBLPROPERTIES " + SparkText.list(properties)));
    }

    @Override
    public void append(TableName name, Iterator<Row> rows, String user) {
        if (!rows.hasNext()) {
            return;
        }
        Path file = root.resolve("rows-" + java.util.UUID.randomUUID() + ".json");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                while (rows.hasNext()) {
                    ObjectNode line = Json.object();
                    var cells = line.putArray("c");
                    rows.next().cells().forEach(cells::add);
                    out.write(Json.write(line));
                    out.newLine();
                }
            }
            List<Column> columns = describe(name)
                    .orElseThrow(() -> EngineException.noTable(name))
                    .columns();
            List<String> casts = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                casts.add(SparkText.fromText("r.c[" + i + "]", columns.get(i)));
            }
            run("INSERT INTO " + SparkText.quoted(name) + " SELECT " + String.join(", ", casts)
                    + " FROM (SELECT from_json(value, 'c ARRAY<STRING>') AS r FROM text."
                    + SparkText.quoted(file.toUri().toString()) + ")");
        } catch (IOException e) {
            throw new UncheckedIOException("the rows for " + name + " could not be laid down", e);
        } finally {
            removeFile(file);
        }
    }

    @Override
    public void dropTable(TableName name) {
        describe(name).ifPresent(it -> run("DROP " + (it.isView() ? "VIEW " : "TABLE ") + SparkText.quoted(name)));
    }

    @Override
    public List<TableName> tables(String catalog, String schema) {
        JsonNode answer = spark.ask(
                Json.object().put("op", "tables").put("catalog", catalog).put("schema", schema));
        List<TableName> names = new ArrayList<>();
        answer.path("tables").forEach(it -> names.add(new TableName(catalog, schema, it.asText())));
        return names;
    }

    private JsonNode look(TableName name) {
        return spark.ask(Json.object()
                .put("op", "describe")
                .put("catalog", name.catalog())
                .put("schema", name.schema())
                .put("table", name.table()));
    }

    @Override
    public Optional<TableDescription> describe(TableName name) {
        JsonNode found = look(name);
        return found.path("found").asBoolean()
                ? Optional.of(new TableDescription(
                        name,
                        found.path("uid").asText(name.toString()),
                        columns(found.path("columns")),
                        Json.entries(found.path("properties")),
                        Optional.ofNullable(found.path("view").textValue()),
                        Instant.ofEpochMilli(found.path("created").asLong())))
                : Optional.empty();
    }

    @Override
    public long version(TableName name) {
        JsonNode found = look(name);
        if (!found.path("found").asBoolean()) {
            throw EngineException.noTable(name);
        }
        return found.path("version").asLong();
    }

    private String at(TableName name, long version) {
        TableDescription table = describe(name).orElseThrow(() -> EngineException.noTable(name));
        return SparkText.quoted(name) + (table.isView() ? "" : " VERSION AS OF " + version);
    }

    @Override
    public long countRows(TableName name, long version) {
        return run("SELECT count(*) FROM " + at(name, version))
                .path("rows")
                .path(0)
                .path(0)
                .asLong();
    }

    @Override
    public void readRows(TableName name, long version, Sink<Row> sink) throws Exception {
        read(statement("SELECT * FROM " + at(name, version)), cells -> sink.accept(row(cells, cells.size())));
    }

    @Override
    public void readChanges(TableName name, long first, long last, Sink<Change> sink) throws Exception {
        String columns = describe(name).orElseThrow(() -> EngineException.noTable(name)).columns().stream()
                .map(it -> SparkText.quoted(it.name()))
                .collect(Collectors.joining(", "));
        String changes = "SELECT " + columns + ", _change_type, _commit_version FROM table_changes("
                + SparkText.literal(SparkText.quoted(name)) + ", " + first + ", " + last
                + ") ORDER BY _commit_version, _change_type IN ('insert', 'update_postimage')";
        read(statement(changes), cells -> {
            int width = cells.size() - 2;
            Change.Type type = Change.Type.valueOf(cells.path(width).asText().toUpperCase(Locale.ROOT));
            sink.accept(new Change(type, cells.path(width + 1).asLong(), row(cells, width)));
        });
    }

    @Override
    public List<TableCommit> history(TableName name) {
        JsonNode answer = run("DESCRIBE HISTORY " + SparkText.quoted(name));
        return History.of(columns(answer.path("columns")), answer.path("rows"));
    }

    @Override
    public void setProperties(TableName name, Map<String, String> properties, String user) {
        run("ALTER TABLE " + SparkText.quoted(name) + " SET TBLPROPERTIES " + SparkText.list(properties));
    }

    @Override
    public SqlResult execute(SqlRequest request) {
        ObjectNode statement = statement(request.sql());
        request.catalog().ifPresent(it -> statement.put("catalog", it));
        request.schema().ifPresent(it -> statement.put("schema", it));
        statement.set("parameters", Json.map(request.parameters()));
        List<Row> rows = new ArrayList<>();
        try {
            List<Column> columns = read(statement, cells -> {
                if (rows.size() < MOST_ROWS) {
                    rows.add(row(cells, cells.size()));
                }
            });
            return new SqlResult(columns, rows);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a result could not be read", e);
        }
    }

    @Override
    public void close() {
        spark.close();
        try {
            remove(root);
        } catch (IOException e) {
            throw new UncheckedIOException("the tables in " + root + " could not be removed", e);
        }
    }

    private static void removeFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be removed", e);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
