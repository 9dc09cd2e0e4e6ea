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
import io.lakeshift.sandbox.identity.Identity;
import io.lakeshift.sandbox.unity.OwnedGrants;
import io.lakeshift.sandbox.unity.OwnedNamespaces;
import io.lakeshift.sandbox.unity.Unity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements that are about Unity Catalog rather than about rows: namespaces, comments, grants, constraints. */
public final class CatalogStatements {
    private final Unity unity;
    private final OwnedNamespaces namespaces;
    private final InformationSchema information;
    private final ShowStatements shows;
    private final GrantStatements grants;

    public CatalogStatements(Unity unity, OwnedNamespaces namespaces, OwnedGrants grants) {
        this.unity = unity;
        this.namespaces = namespaces;
        this.information = new InformationSchema(unity);
        this.shows = new ShowStatements(unity);
        this.grants = new GrantStatements(grants);
    }

    /** Nothing if the statement is the engine's. */
    Optional<SqlResult> execute(SqlRequest request, Identity caller) {
        try {
            demandSchema(request);
            return shows.execute(request, Tokens.of(request.sql()))
                    .or(() -> grants.execute(request, Tokens.of(request.sql()), caller))
                    .or(() -> constraint(request, Tokens.of(request.sql())))
                    .or(() -> namespace(request, Tokens.of(request.sql()), caller));
        } catch (ApiError e) {
            String text = e.body().path("message").asText();
            throw new EngineException(e.code(), e.status() == 403 ? "42501" : "42704", text);
        }
    }

    /** The request with what only the catalog can tell. */
    SqlRequest tell(SqlRequest request) {
        return information.tell(request);
    }

    /** Notes what the engine has made: its owner, and the key that it was declared with. */
    void created(SqlRequest request, Identity caller) {
        CreateStatement.name(request, Tokens.of(request.sql())).ifPresent(name -> unity.ownNew(name, caller));
        DeclaredKey.of(request).ifPresent(this::declare);
    }

    /** A key that a table was made with; one that was there before is another's, of a table that was kept. */
    private void declare(DeclaredKey key) {
        boolean declared =
                unity.tables().get(key.table()).path("table_constraints").findValue("primary_key_constraint") != null;
        if (!declared) {
            unity.tables().addPrimaryKey(key.table(), key.name(), key.columns());
        }
    }

    private void demandSchema(SqlRequest request) {
        CreateStatement.name(request, Tokens.of(request.sql()))
                .ifPresent(name -> unity.namespaces().schema(name.schemaName()));
    }

    private Optional<SqlResult> namespace(SqlRequest request, Tokens tokens, Identity caller) {
        if (tokens.accept("USE")) {
            use(request, tokens);
        } else if (tokens.accept("CREATE", "SCHEMA") || tokens.accept("CREATE", "DATABASE")) {
            createSchema(request, tokens, caller);
        } else if (tokens.accept("CREATE", "CATALOG")) {
            createCatalog(tokens, caller);
        } else if (tokens.accept("DROP", "SCHEMA") || tokens.accept("DROP", "DATABASE")) {
            dropSchema(request, tokens, caller);
        } else if (tokens.accept("DROP", "CATALOG")) {
            dropCatalog(tokens, caller);
        } else if (tokens.accept("DROP", "TABLE")) {
            dropTable(request, tokens);
        } else if (tokens.accept("COMMENT", "ON")) {
            comment(request, tokens);
        } else {
            return Optional.empty();
        }
        return Optional.of(SqlResult.nothing());
    }

    /** Changes nothing, because each statement has its own session; but what is named has to be there. */
    private void use(SqlRequest request, Tokens tokens) {
        if (tokens.accept("CATALOG")) {
            unity.namespaces().catalog(tokens.next().text());
        } else {
            if (!tokens.accept("SCHEMA")) {
                tokens.accept("DATABASE");
            }
            unity.namespaces().schema(schema(request, tokens));
        }
        tokens.expectEnd();
    }

    /** {@code catalog.schema}, with the catalog of the request where only a schema is named. */
    private static String schema(SqlRequest request, Tokens tokens) {
        List<String> name = tokens.name();
        return (name.size() == 2 ? name.get(0) : request.catalog().orElse("main")) + "." + name.get(name.size() - 1);
    }

    private void createSchema(SqlRequest request, Tokens tokens, Identity caller) {
        boolean ifMissing = tokens.accept("IF", "NOT", "EXISTS");
        String[] name = schema(request, tokens).split("\\.", 2);
        ObjectNode document = Json.object().put("name", name[1]).put("catalog_name", name[0]);
        said(tokens, document);
        if (!ifMissing || !unity.namespaces().hasSchema(name[0], name[1])) {
            namespaces.createSchema(document, caller);
        }
    }

    private void createCatalog(Tokens tokens, Identity caller) {
        boolean ifMissing = tokens.accept("IF", "NOT", "EXISTS");
        ObjectNode document = Json.object().put("name", tokens.next().text());
        said(tokens, document);
        if (!ifMissing || !unity.namespaces().hasCatalog(document.path("name").asText())) {
            namespaces.createCatalog(document, caller);
        }
    }

    /** {@code MANAGED LOCATION 's3://…'} and {@code COMMENT '…'}. */
    private static void said(Tokens tokens, ObjectNode document) {
        while (!tokens.atEnd()) {
            if (tokens.accept("COMMENT")) {
                document.put("comment", tokens.next().text());
            } else if (tokens.accept("MANAGED", "LOCATION")) {
                document.put("storage_root", tokens.next().text());
            } else {
                tokens.expectEnd();
            }
        }
    }

    private void dropSchema(SqlRequest request, Tokens tokens, Identity caller) {
        boolean ifThere = tokens.accept("IF", "EXISTS");
        String full = schema(request, tokens);
        boolean cascade = cascade(tokens);
        String[] name = full.split("\\.", 2);
        if (!ifThere || unity.namespaces().hasSchema(name[0], name[1])) {
            namespaces.deleteSchema(full, cascade, caller);
        }
    }

    private void dropCatalog(Tokens tokens, Identity caller) {
        boolean ifThere = tokens.accept("IF", "EXISTS");
        String name = tokens.next().text();
        boolean cascade = cascade(tokens);
        if (!ifThere || unity.namespaces().hasCatalog(name)) {
            namespaces.deleteCatalog(name, cascade, caller);
        }
    }

    private static boolean cascade(Tokens tokens) {
        boolean cascade = tokens.accept("CASCADE");
        if (!cascade) {
            tokens.accept("RESTRICT");
        }
        tokens.expectEnd();
        return cascade;
    }

    /** With what lies over it: constraints, owner, grants. */
    private void dropTable(SqlRequest request, Tokens tokens) {
        boolean ifThere = tokens.accept("IF", "EXISTS");
        TableName name = tokens.tableName(request.catalog(), request.schema());
        tokens.expectEnd();
        Optional<ObjectNode> table = unity.tables().find(name);
        if (table.isEmpty() && !ifThere) {
            throw EngineException.noTable(name);
        }
        table.ifPresent(found -> {
            if (found.path("table_type").asText().equals("VIEW")) {
                throw new EngineException(
                        "EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE",
                        "42809",
                        "'DROP TABLE' expects a table but `%s` is a view.".formatted(name));
            }
            unity.delete(name);
        });
    }

    /** {@code COMMENT ON TABLE main.s.t IS 'text'}; {@code NULL} takes it away. */
    private void comment(SqlRequest request, Tokens tokens) {
        if (tokens.accept("CATALOG")) {
            String name = tokens.next().text();
            unity.namespaces().updateCatalog(name, commented(tokens));
        } else if (tokens.accept("SCHEMA") || tokens.accept("DATABASE")) {
            String full = schema(request, tokens);
            unity.namespaces().updateSchema(full, commented(tokens));
        } else {
            tokens.expect("TABLE");
            TableName name = tokens.tableName(request.catalog(), request.schema());
            unity.tables().describe(name, commented(tokens));
        }
    }

    private static ObjectNode commented(Tokens tokens) {
        tokens.expect("IS");
        Token text = tokens.next();
        tokens.expectEnd();
        return Json.object().put("comment", text.is("NULL") ? "" : text.text());
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
