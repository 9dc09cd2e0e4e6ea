package io.lakeshift.sandbox.sql;

import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import io.lakeshift.sandbox.identity.Identity;
import io.lakeshift.sandbox.unity.Securable;
import io.lakeshift.sandbox.unity.Unity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a user may run a statement: SELECT on every table it names, MODIFY or MANAGE on the one it changes. */
public final class StatementAccess {
    private static final Set<String> MODIFY = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "RESTORE");
    private static final Set<String> MANAGE = Set.of("ALTER", "DROP", "COMMENT");

    private final Unity unity;

    public StatementAccess(Unity unity) {
        this.unity = unity;
    }

    void demand(SqlRequest request, Identity caller) {
        if (caller.admin()) {
            return;
        }
        CreateStatement.name(request, Tokens.of(request.sql())).ifPresent(made -> {
            demand(caller, Securable.catalog(made.catalog()), "USE_CATALOG");
            demand(caller, Securable.schema(made.catalog(), made.schema()), "USE_SCHEMA");
            demand(caller, Securable.schema(made.catalog(), made.schema()), "CREATE_TABLE");
        });
        Tokens tokens = Tokens.of(request.sql());
        String first = tokens.peek().text().toUpperCase(Locale.ROOT);
        boolean changed = false;
        for (TableName table : named(request, tokens)) {
            boolean target = !changed && (MODIFY.contains(first) || MANAGE.contains(first));
            String privilege = target ? (MODIFY.contains(first) ? "MODIFY" : "MANAGE") : "SELECT";
            changed = true;
            demand(caller, Securable.catalog(table.catalog()), "USE_CATALOG");
            demand(caller, Securable.schema(table.catalog(), table.schema()), "USE_SCHEMA");
            demand(caller, Securable.table(table), privilege);
        }
    }

    private void demand(Identity caller, Securable securable, String privilege) {
        if (!unity.grants().holds(caller, securable, privilege)) {
            throw new EngineException(
                    "INSUFFICIENT_PERMISSIONS",
                    "42501",
                    "Insufficient privileges: User does not have %s on %s '%s'."
                            .formatted(
                                    privilege.replace('_', ' '),
                                    securable.type().words(),
                                    securable.name()));
        }
    }

    /** Every name in the statement that is a table's, in order. */
    private List<TableName> named(SqlRequest request, Tokens tokens) {
        List<TableName> tables = new ArrayList<>();
        while (!tokens.atEnd()) {
            Token token = tokens.peek();
            if (token.kind() == Token.Kind.STRING && token.text().split("\\.").length == 3) {
                add(tables, TableName.parse(tokens.next().text()));
            } else if (token.isName()) {
                List<String> parts = parts(tokens);
                if (parts.size() <= 3) {
                    add(tables, Tokens.complete(parts, request.catalog(), request.schema()));
                }
            } else {
                tokens.next();
            }
        }
        return tables;
    }

    private static List<String> parts(Tokens tokens) {
        List<String> parts = new ArrayList<>(List.of(tokens.next().text()));
        while (tokens.peek().is(".") && tokens.peek(1).isName()) {
            tokens.next();
            parts.add(tokens.next().text());
        }
        return parts;
    }

    private void add(List<TableName> tables, TableName name) {
        if (unity.tables().find(name).isPresent()) {
            tables.add(name);
        }
    }
}
