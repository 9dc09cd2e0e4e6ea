package io.lakeshift.sandbox.sql;

import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import io.lakeshift.sandbox.identity.Identity;
import io.lakeshift.sandbox.unity.OwnedGrants;
import io.lakeshift.sandbox.unity.Securable;
import io.lakeshift.sandbox.unity.Unity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code GRANT}, {@code REVOKE} and {@code SHOW GRANTS}. */
final class GrantStatements {
    private final OwnedGrants grants;

    GrantStatements(OwnedGrants grants) {
        this.grants = grants;
    }

    /** Nothing if the statement is another's. */
    Optional<SqlResult> execute(SqlRequest request, Tokens tokens, Identity caller) {
        if (tokens.accept("GRANT")) {
            return Optional.of(change(request, tokens, caller, true));
        }
        if (tokens.accept("REVOKE")) {
            return Optional.of(change(request, tokens, caller, false));
        }
        return tokens.accept("SHOW", "GRANTS") || tokens.accept("SHOW", "GRANT")
                ? Optional.of(show(request, tokens))
                : Optional.empty();
    }

    /** {@code GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `a@b.c`}. */
    private SqlResult change(SqlRequest request, Tokens tokens, Identity caller, boolean give) {
        Set<String> privileges = privileges(tokens);
        Securable securable = securable(request, tokens);
        tokens.expect(give ? "TO" : "FROM");
        String principal = tokens.next().text();
        tokens.expectEnd();
        if (give) {
            grants.give(securable, principal, privileges, caller);
        } else {
            grants.take(securable, principal, privileges, caller);
        }
        return SqlResult.nothing();
    }

    private static Set<String> privileges(Tokens tokens) {
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
        return privileges;
    }

    /** {@code SHOW GRANTS [`a@b.c`] ON TABLE main.s.t}: those given on this very object. */
    private SqlResult show(SqlRequest request, Tokens tokens) {
        Optional<String> principal = tokens.peek().is("ON")
                ? Optional.empty()
                : Optional.of(tokens.next().text());
        tokens.expect("ON");
        Securable securable = securable(request, tokens);
        tokens.expectEnd();
        List<List<@Nullable String>> rows = new ArrayList<>();
        grants.direct(securable).forEach((who, privileges) -> {
            if (principal.isEmpty() || principal.get().equals(who)) {
                privileges.forEach(privilege -> rows.add(List.of(
                        who, privilege.replace('_', ' '), securable.type().name(), securable.name())));
            }
        });
        return SqlResult.strings(List.of("Principal", "ActionType", "ObjectType", "ObjectKey"), rows);
    }

    private static Securable securable(SqlRequest request, Tokens tokens) {
        if (tokens.accept("METASTORE")) {
            return Unity.METASTORE;
        }
        String type = tokens.peek().text().toUpperCase(Locale.ROOT);
        return switch (type) {
            case "CATALOG" -> {
                tokens.next();
                yield Securable.catalog(tokens.next().text().toLowerCase(Locale.ROOT));
            }
            case "SCHEMA", "DATABASE" -> {
                tokens.next();
                List<String> name = tokens.name();
                String catalog =
                        name.size() == 2 ? name.get(0) : request.catalog().orElse("main");
                yield Securable.schema(
                        catalog.toLowerCase(Locale.ROOT),
                        name.get(name.size() - 1).toLowerCase(Locale.ROOT));
            }
            default -> {
                if (!tokens.accept("TABLE")) {
                    tokens.accept("VIEW");
                }
                yield Securable.table(tokens.tableName(request.catalog(), request.schema()));
            }
        };
    }
}
