package io.lakeshift.sandbox.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.TableDefinition;
import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.identity.Identities;
import io.lakeshift.sandbox.identity.Identity;
import io.lakeshift.sandbox.lakebase.Credentials;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.lakebase.autoscaling.Projects;
import io.lakeshift.sandbox.lakebase.provisioned.Instances;
import io.lakeshift.sandbox.sql.Warehouses;
import io.lakeshift.sandbox.unity.Securable;
import io.lakeshift.sandbox.unity.Unity;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts a seed into a fresh sandbox. */
public final class Seeder {
    private static final String OWNER = "System user";
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final Identities identities;
    private final Credentials credentials;
    private final Unity unity;
    private final TableEngine engine;
    private final Instances instances;
    private final Projects projects;
    private final Warehouses warehouses;

    public Seeder(
            Identities identities,
            Credentials credentials,
            Unity unity,
            TableEngine engine,
            Instances instances,
            Projects projects,
            Warehouses warehouses) {
        this.projects = projects;
        this.warehouses = warehouses;
        this.identities = identities;
        this.credentials = credentials;
        this.unity = unity;
        this.engine = engine;
        this.instances = instances;
    }

    public void plant(Seed seed) throws SQLException {
        credentials.createGroups();
        if (seed.document().path("include").asText().equals("fashion-demo")) {
            plant(Seed.fashionDemo().document(), seed.number());
        }
        plant(seed.document(), seed.number());
    }

    private void plant(JsonNode document, long number) throws SQLException {
        for (JsonNode each : document.path("identities")) {
            identity(each);
        }
        for (JsonNode each : document.path("catalogs")) {
            catalog(each, number);
        }
        for (JsonNode each : document.path("grants")) {
            grant(each);
        }
        for (JsonNode each : document.path("instances")) {
            instance(each);
        }
        for (JsonNode each : document.path("projects")) {
            String id = each.path("id").asText();
            projects.create(id, each.deepCopy(), OWNER);
            Json.strings(each.path("users")).forEach(it -> projects.allow(id, it));
            if (each.path("created_via").asText().equals("postgres")) {
                instances.show(id, Home.branch("projects/" + id + "/branches/production"));
            }
        }
        for (JsonNode each : document.path("warehouses")) {
            warehouses.add(each.path("id").asText(), each.path("name").asText());
        }
    }

    private void identity(JsonNode node) throws SQLException {
        Identity identity = new Identity(
                node.path("name").asText(),
                node.path("display_name").asText(node.path("name").asText()),
                node.path("admin").asBoolean(false),
                node.has("client_secret"),
                new TreeSet<>(Json.strings(node.path("groups"))));
        identities.add(identity);
        Json.text(node, "token")
                .ifPresent(it -> identities.addToken(
                        identity,
                        it,
                        Json.text(node, "token_expires").map(Instant::parse).orElse(NEVER)));
        Json.text(node, "expired_token").ifPresent(it -> identities.addToken(identity, it, Instant.EPOCH));
        Json.text(node, "client_secret").ifPresent(it -> identities.addClient(identity, identity.name(), it));
        credentials.addUser(identity);
        if (node.path("role").asBoolean(true)) {
            credentials.createRole(identity);
        }
    }

    private void catalog(JsonNode node, long seed) {
        ObjectNode catalog = Json.object().put("name", node.path("name").asText());
        Json.text(node, "storage_root").ifPresent(it -> catalog.put("storage_root", it));
        Json.text(node, "catalog_type").ifPresent(it -> catalog.put("catalog_type", it));
        if (!unity.namespaces().hasCatalog(node.path("name").asText())) {
            unity.namespaces().createCatalog(catalog, OWNER);
        }
        for (JsonNode schema : node.path("schemas")) {
            if (!unity.namespaces()
                    .hasSchema(node.path("name").asText(), schema.path("name").asText())) {
                unity.namespaces()
                        .createSchema(
                                Json.object()
                                        .put("name", schema.path("name").asText())
                                        .put("catalog_name", node.path("name").asText()),
                                OWNER);
            }
            for (JsonNode table : schema.path("tables")) {
                for (int copy = 1; copy <= table.path("copies").asInt(1); copy++) {
                    TableName name = new TableName(
                            node.path("name").asText(),
                            schema.path("name").asText(),
                            table.path("name").asText().replace("{n}", Integer.toString(copy)));
                    table(name, table, seed);
                }
            }
        }
    }

    private void table(TableName name, JsonNode node, long seed) {
        List<Column> columns = columns(node.path("columns"));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("delta.minReaderVersion", "1");
        properties.put("delta.minWriterVersion", "2");
        properties.putAll(Json.entries(node.path("properties")));
        engine.createTable(new TableDefinition(name, columns, properties), OWNER);
        engine.append(name, new RowGenerator(node, columns, seed), OWNER);
        unity.tables().describe(name, Json.object().put("owner", OWNER));
        List<String> key = Json.strings(node.path("primary_key"));
        if (!key.isEmpty() && node.path("declare_key").asBoolean(true)) {
            unity.tables().addPrimaryKey(name, name.table() + "_pk", key);
        }
        ObjectNode extra = Json.object();
        for (String field : List.of("row_filter", "masks", "data_source_format", "storage_location", "table_type")) {
            if (node.has(field)) {
                extra.set(field, node.get(field).deepCopy());
            }
        }
        unity.tables().describe(name, extra);
    }

    /** Each as {@code name type} or {@code name type not null}. */
    private static List<Column> columns(JsonNode nodes) {
        List<Column> columns = new ArrayList<>();
        for (String text : Json.strings(nodes)) {
            int space = text.indexOf(' ');
            String type = text.substring(space + 1).strip();
            boolean required = type.toLowerCase(Locale.ROOT).endsWith(" not null");
            columns.add(new Column(
                    text.substring(0, space),
                    required ? type.substring(0, type.length() - " not null".length()) : type,
                    !required));
        }
        return columns;
    }

    private void grant(JsonNode node) {
        String[] on = node.path("on").asText().split(" ", 2);
        Securable.Type type = Securable.Type.valueOf(on[0].toUpperCase(Locale.ROOT));
        Securable securable =
                type == Securable.Type.METASTORE ? Unity.METASTORE : new Securable(type, on.length > 1 ? on[1] : "");
        Set<String> privileges = new TreeSet<>(Json.strings(node.path("privileges")));
        unity.grants().grant(securable, node.path("to").asText(), privileges);
    }

    private void instance(JsonNode node) {
        ObjectNode request = Json.object().put("name", node.path("name").asText());
        Json.text(node, "capacity").ifPresent(it -> request.put("capacity", it));
        instances.create(request, OWNER, 0);
        Json.strings(node.path("users"))
                .forEach(it -> instances.allow(node.path("name").asText(), it));
    }
}
