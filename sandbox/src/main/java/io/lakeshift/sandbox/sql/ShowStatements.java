package io.lakeshift.sandbox.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import io.lakeshift.sandbox.unity.Unity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code SHOW} of what Unity Catalog keeps, with its patterns. */
final class ShowStatements {
    private final Unity unity;

    ShowStatements(Unity unity) {
        this.unity = unity;
    }

    /** Nothing if the statement is another's. */
    Optional<SqlResult> execute(SqlRequest request, Tokens tokens) {
        if (tokens.accept("SHOW", "CATALOGS")) {
            return Optional.of(names("catalog", unity.namespaces().catalogs(), tokens));
        }
        if (tokens.accept("SHOW", "SCHEMAS") || tokens.accept("SHOW", "DATABASES")) {
            String catalog = place(tokens).map(it -> it.get(0)).orElseGet(() -> catalog(request));
            return Optional.of(names("databaseName", unity.namespaces().schemas(catalog), tokens));
        }
        return tokens.accept("SHOW", "TABLES") ? Optional.of(tables(request, tokens)) : Optional.empty();
    }

    private static String catalog(SqlRequest request) {
        return request.catalog().orElse("main");
    }

    private static Optional<List<String>> place(Tokens tokens) {
        return tokens.accept("IN") || tokens.accept("FROM") ? Optional.of(tokens.name()) : Optional.empty();
    }

    private static SqlResult names(String column, List<ObjectNode> documents, Tokens tokens) {
        Predicate<String> wanted = pattern(tokens);
        return SqlResult.strings(
                List.of(column),
                documents.stream()
                        .map(it -> it.path("name").asText())
                        .filter(wanted)
                        .map(it -> List.<@Nullable String>of(it))
                        .toList());
    }

    private SqlResult tables(SqlRequest request, Tokens tokens) {
        List<String> name = place(tokens).orElse(List.of());
        String schema = name.isEmpty() ? request.schema().orElse("default") : name.get(name.size() - 1);
        String catalog = name.size() == 2 ? name.get(0) : catalog(request);
        Predicate<String> wanted = pattern(tokens);
        return SqlResult.strings(
                List.of("database", "tableName", "isTemporary"),
                unity.tables().list(catalog, schema).stream()
                        .map(it -> it.path("name").asText())
                        .filter(wanted)
                        .map(it -> List.<@Nullable String>of(schema, it, "false"))
                        .toList());
    }

    /** {@code [LIKE] 'a*|b'}: a star is anything, a bar is or, and case does not matter. */
    private static Predicate<String> pattern(Tokens tokens) {
        boolean said = tokens.accept("LIKE");
        if (!said && tokens.atEnd()) {
            return name -> true;
        }
        Token pattern = tokens.next();
        if (pattern.kind() != Token.Kind.STRING) {
            throw EngineException.parse("Syntax error at or near '%s': expected a pattern.".formatted(pattern.text()));
        }
        tokens.expectEnd();
        String regex = Arrays.stream(pattern.text().split("\\|"))
                .map(each ->
                        Arrays.stream(each.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
                .collect(Collectors.joining("|"));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).asMatchPredicate();
    }
}
