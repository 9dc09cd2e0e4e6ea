package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How names are spelled: in Spark their case does not matter, in PostgreSQL it does. */
final class Spellings {
    private final Tables tables;
    private final SqlRequest request;
    private final Map<String, String> spellings = new HashMap<>();
    private final Set<String> local = new HashSet<>();

    private Spellings(Tables tables, SqlRequest request) {
        this.tables = tables;
        this.request = request;
    }

    /** Those of all that follows in {@code tokens}. */
    static Spellings ahead(Tables tables, SqlRequest request, Tokens tokens) {
        Spellings spellings = new Spellings(tables, request);
        spellings.look(tokens);
        return spellings;
    }

    /** Whether a name is one that the statement itself gives. */
    boolean local(String name) {
        return local.contains(name.toLowerCase(Locale.ROOT));
    }

    @Nullable String known(String name) {
        return spellings.get(name.toLowerCase(Locale.ROOT));
    }

    String of(String name) {
        return Optional.ofNullable(known(name)).orElse(name);
    }

    /** Collects what names mean: the columns of every table in sight, aliases, and the names of common tables. */
    private void look(Tokens tokens) {
        List<Token> all = tokens.all();
        for (int i = tokens.position(); i < all.size(); i++) {
            Token token = all.get(i);
            Token after = i + 1 < all.size() ? all.get(i + 1) : token;
            if (token.is("AS")
                    && after.isName()
                    && !SparkWords.TYPES.containsKey(after.text().toUpperCase(Locale.ROOT))) {
                spellings.put(after.text().toLowerCase(Locale.ROOT), after.text());
                local.add(after.text().toLowerCase(Locale.ROOT));
            }
            boolean common = token.isName()
                    && after.is("AS")
                    && i + 2 < all.size()
                    && all.get(i + 2).is("(");
            if (common) {
                local.add(token.text().toLowerCase(Locale.ROOT));
            }
            if (token.isName()) {
                learn(nameAt(all, i));
            } else if (token.kind() == Token.Kind.STRING
                    && i > 1
                    && all.get(i - 2).is("TABLE_CHANGES")) {
                TableName name = TableName.parse(token.text());
                learn(List.of(name.catalog(), name.schema(), name.table()));
            }
        }
    }

    private void learn(List<String> name) {
        if (name.size() > 3) {
            return;
        }
        tables.find(Tokens.complete(name, request.catalog(), request.schema()))
                .ifPresent(table -> table.columns.forEach(
                        it -> spellings.putIfAbsent(it.name().toLowerCase(Locale.ROOT), it.name())));
    }

    private static List<String> nameAt(List<Token> all, int start) {
        List<String> parts = new ArrayList<>();
        int at = start;
        while (at < all.size() && all.get(at).isName()) {
            parts.add(all.get(at).text());
            at++;
            if (at < all.size() && all.get(at).is(".")) {
                at++;
            } else {
                break;
            }
        }
        return parts;
    }
}
