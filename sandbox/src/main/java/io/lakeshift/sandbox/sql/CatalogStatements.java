package io.lakeshift.sandbox.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.unity.Securable;
import io.lakeshift.sandbox.unity.Unity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Statements that are about Unity Catalog rather than about rows: namespaces, grants, constraints. */
final class CatalogStatements {
    private final Unity unity;

    CatalogStatements(Unity unity) {
        this.unity = unity;
    }

    /** Nothing if the statement is the engine's. */
    Optional<SqlResult> execute(SqlRequest request) {
        Tokens tokens = Tokens.of(request.sql());
        try {
            return run(request, tokens);
        } catch (ApiError e) {
            String text = e.body().path("message").asText();
            throw new EngineException(e.code(), e.status() == 403 ? "42501" : "42704", text);
        }
    }

    /** A key that a table was made with; one that was there before is another's, of a table that was kept. */
    void declare(DeclaredKey key) {
        boolean declared =
                unity.tables().get(key.table()).path("table_constraints").findValue("primary_key_constraint") != null;
        if (!declared) {
            unity.tables().addPrimaryKey(key.table(), key.name(), key.columns());
        }
    }

    private Optional<SqlResult> run(SqlRequest request, Tokens tokens) {
        if (tokens.accept("CREATE", "SCHEMA") || tokens.accept("CREATE", "DATABASE")) {
            return Optional.of(createSchema(request, tokens));
        }
        if (tokens.accept("CREATE", "CATALOG")) {
            boolean ifMissing = tokens.accept("IF", "NOT", "EXISTS");
            String name = tokens.next().text();
            if (!ifMissing || !unity.namespaces().hasCatalog(name)) {
                unity.namespaces().createCatalog(Json.object().put("name", name), request.user());
            }
            return Optional.of(SqlResult.nothing());
        }
        if (tokens.accept("SHOW", "CATALOGS")) {
            return Optional.of(names("catalog", unity.namespaces().catalogs()));
        }
        if (tokens.accept("SHOW", "SCHEMAS") || tokens.accept("SHOW", "DATABASES")) {
            return Optional.of(names("databaseName", unity.namespaces().schemas(catalog(request, tokens))));
        }
        if (tokens.accept("SHOW", "TABLES")) {
            return Optional.of(tables(request, tokens));
        }
        if (tokens.accept("GRANT")) {
            return Optional.of(grant(request, tokens, true));
        }
        if (tokens.accept("REVOKE")) {
            return Optional.of(grant(request, tokens, false));
        }
        return constraint(request, tokens);
    }

    private SqlResult createSchema(SqlRequest request, Tokens tokens) {
        boolean ifMissing = tokens.accept("IF", "NOT", "EXISTS");
        List<String> name = tokens.name();
        String catalog = name.size() == 2 ? name.get(0) : request.catalog().orElse("main");
        String schema = name.get(name.size() - 1);
        if (!ifMissing || !unity.namespaces().hasSchema(catalog, schema)) {
            unity.namespaces()
                    .createSchema(Json.object().put("name", schema).put("catalog_name", catalog), request.user());
        }
        return SqlResult.nothing();
    }

    private static String catalog(SqlRequest request, Tokens tokens) {
        boolean named = tokens.accept("IN") || tokens.accept("FROM");
        return named ? tokens.next().text() : request.catalog().orElse("main");
    }

    private static SqlResult names(String column, List<ObjectNode> documents) {
        return SqlResult.strings(
                List.of(column),
                documents.stream()
                        .map(it -> List.<@org.jspecify.annotations.Nullable String>of(
                                it.path("name").asText()))
                        .toList());
    }

    private SqlResult tables(SqlRequest request, Tokens tokens) {
        List<String> name = tokens.accept("IN") || tokens.accept("FROM") ? tokens.name() : List.of();
        String schema = name.isEmpty() ? request.schema().orElse("default") : name.get(name.size() - 1);
        String catalog = name.size() == 2 ? name.get(0) : request.catalog().orElse("main");
        return SqlResult.strings(
                List.of("database", "tableName", "isTemporary"),
                unity.tables().list(catalog, schema).stream()
                        .map(it -> List.<@org.jspecify.annotations.Nullable String>of(
                                schema, it.path("name").asText(), "false"))
                        .toList());
    }

    /** {@code GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `a@b.c`}. */
    private SqlResult grant(SqlRequest request, Tokens tokens, boolean give) {
        Set<String> privileges = new TreeSet<>();
        StringBuilder privilege = new StringBuilder();
        while (!tokens.accept("ON")) {
            if (tokens.atEnd()) {
                throw EngineException.parse("Syntax error: expected 'ON'.");
            }
            Token token = tokens.next();
            if (token.is(",")) {
                privileges.add(privilege.toString().strip());
                privilege.setLength(0);
            } else {
                privilege.append(token.text()).append(' ');
            }
        }
        privileges.add(privilege.toString().strip());
        Securable securable = securable(request, tokens);
        tokens.expect(give ? "TO" : "FROM");
        String principal = tokens.next().text();
        if (give) {
            unity.grants().grant(securable, principal, privileges);
        } else {
            unity.grants().revoke(securable, principal, privileges);
        }
        return SqlResult.nothing();
    }

    private static Securable securable(SqlRequest request, Tokens tokens) {
        if (tokens.accept("METASTORE")) {
            return Unity.METASTORE;
        }
        String type = tokens.peek().text().toUpperCase(Locale.ROOT);
        return switch (type) {
            case "CATALOG" -> {
                tokens.next();
                yield Securable.catalog(tokens.next().text());
            }
            case "SCHEMA" -> {
                tokens.next();
                List<String> name = tokens.name();
                yield Securable.schema(
                        name.size() == 2 ? name.get(0) : request.catalog().orElse("main"), name.get(name.size() - 1));
            }
            default -> {
                tokens.accept("TABLE");
                yield Securable.table(tokens.tableName(request.catalog(), request.schema()));
            }
        };
    }

    private Optional<SqlResult> constraint(SqlRequest request, Tokens tokens) {
        if (!tokens.accept("ALTER", "TABLE")) {
            return Optional.empty();
        }
        TableName name = tokens.tableName(request.catalog(), request.schema());
        if (tokens.accept("DROP", "CONSTRAINT")) {
            tokens.accept("IF", "EXISTS");
            unity.tables().dropConstraint(name, tokens.next().text());
            return Optional.of(SqlResult.nothing());
        }
        if (!tokens.accept("ADD", "CONSTRAINT")) {
            return Optional.empty();
        }
        String constraint = tokens.next().text();
        tokens.expect("PRIMARY");
        tokens.expect("KEY");
        unity.tables().addPrimaryKey(name, constraint, columns(tokens));
        return Optional.of(SqlResult.nothing());
    }

    private static List<String> columns(Tokens tokens) {
        List<String> columns = new ArrayList<>();
        tokens.expect("(");
        while (!tokens.accept(")") && !tokens.atEnd()) {
            Token token = tokens.next();
            if (token.isName()) {
                columns.add(token.text());
            }
        }
        return columns;
    }
}
