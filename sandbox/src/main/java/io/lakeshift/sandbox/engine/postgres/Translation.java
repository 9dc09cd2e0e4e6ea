package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import io.lakeshift.sandbox.postgres.SqlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One query or change in Spark SQL, said in PostgreSQL: names, quotes, literals, types, time travel, and the functions
 * of {@link SparkFunctions}. What has no counterpart is passed on for PostgreSQL to refuse.
 */
final class Translation {
    private static final Set<String> BEFORE_TABLE = Set.of("FROM", "JOIN", "INTO", "UPDATE", "TABLE", "USING");
    static final Set<String> NO_ALIAS = Set.of(
            "WHERE",
            "GROUP",
            "ORDER",
            "HAVING",
            "LIMIT",
            "ON",
            "USING",
            "JOIN",
            "INNER",
            "LEFT",
            "RIGHT",
            "FULL",
            "CROSS",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "SET",
            "VALUES",
            "SELECT",
            "WHEN",
            "AS",
            "OFFSET",
            "NATURAL",
            "ANTI",
            "SEMI",
            "LATERAL",
            "WITH",
            "QUALIFY",
            "WINDOW",
            "MINUS",
            "TABLESAMPLE");
    private static final Set<String> KEYWORDS = Set.of(
            "FROM",
            "AND",
            "OR",
            "NOT",
            "NULL",
            "IS",
            "IN",
            "LIKE",
            "BETWEEN",
            "CASE",
            "THEN",
            "ELSE",
            "END",
            "DISTINCT",
            "ALL",
            "ANY",
            "EXISTS",
            "BY",
            "ASC",
            "DESC",
            "INTO",
            "INSERT",
            "UPDATE",
            "DELETE",
            "MERGE",
            "MATCHED",
            "OUTER",
            "OVER",
            "PARTITION",
            "TRUE",
            "FALSE",
            "INTERVAL",
            "CAST",
            "ROWS",
            "RANGE",
            "DEFAULT",
            "NULLS",
            "FIRST",
            "LAST");
    private static final Set<String> FROM_INSIDE = Set.of("EXTRACT", "TRIM", "SUBSTRING", "OVERLAY");
    private static final Set<String> POSTGRES_ONLY =
            Set.of("USER", "PLACING", "VARIADIC", "SYMMETRIC", "COLLATION", "FREEZE", "VERBOSE", "ANALYZE", "OFFSET");
    private static final Map<String, String> FUNCTIONS = Map.of(
            "CHAR", "spark_char",
            "ARRAY", "jsonb_build_array",
            "MAP", "jsonb_build_object",
            "NAMED_STRUCT", "jsonb_build_object",
            "RAND", "random",
            "COLLECT_LIST", "jsonb_agg",
            "UUID", "gen_random_uuid");
    private static final Map<String, String> TYPES = Map.of(
            "STRING", "text",
            "DOUBLE", "double precision",
            "FLOAT", "real",
            "TINYINT", "smallint",
            "LONG", "bigint",
            "BINARY", "bytea",
            "TIMESTAMP", "timestamptz",
            "TIMESTAMP_NTZ", "timestamp",
            "BYTE", "smallint",
            "SHORT", "smallint");

    private final Tables tables;
    private final SqlRequest request;
    private final Tokens tokens;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, String> spellings = new HashMap<>();
    private final Set<String> local = new HashSet<>();
    /** The functions whose parentheses are open, the innermost first; empty for a plain one. */
    private final Deque<String> open = new ArrayDeque<>();

    private Translation(Tables tables, SqlRequest request, Tokens tokens) {
        this.tables = tables;
        this.request = request;
        this.tokens = tokens;
    }

    static String of(Tables tables, SqlRequest request, Tokens tokens) {
        Translation translation = new Translation(tables, request, tokens);
        translation.lookAhead();
        translation.run();
        return translation.out.toString();
    }

    /** Collects what names mean: the columns of every table in sight, aliases, and the names of common tables. */
    private void lookAhead() {
        List<Token> all = tokens.all();
        for (int i = tokens.position(); i < all.size(); i++) {
            Token token = all.get(i);
            Token after = i + 1 < all.size() ? all.get(i + 1) : token;
            if (token.is("AS") && after.isName() && !TYPES.containsKey(upper(after))) {
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

    private static String upper(Token token) {
        return token.text().toUpperCase(Locale.ROOT);
    }

    private void run() {
        while (!tokens.atEnd()) {
            Token token = tokens.peek();
            switch (token.kind()) {
                case WORD -> word(tokens.next());
                case QUOTED -> column();
                case STRING -> emit(SqlText.literal(stored(tokens.next().text())));
                case NUMBER -> emit(number(tokens.next().text()));
                case MARKER -> emit(parameter(tokens.next().text()));
                case SYMBOL -> symbol(tokens.next());
            }
        }
    }

    private void emit(String text) {
        out.append(text).append(' ');
    }

    static String stored(String text) {
        return text.replace('\0', StoredTable.STORED_NUL);
    }

    private static String number(String text) {
        return text.replaceAll("(?i)(?<=[0-9])(L|D|BD|F|S|Y)$", "");
    }

    private String parameter(String name) {
        String value = request.parameters().get(name);
        if (value == null) {
            throw new EngineException(
                    "UNBOUND_SQL_PARAMETER", "42P02", "Found the unbound parameter: %s.".formatted(name));
        }
        return value.startsWith("TIMESTAMP ") ? "timestamptz " + value.substring("TIMESTAMP ".length()) : value;
    }

    private void symbol(Token token) {
        switch (token.text()) {
            case "<=>" -> emit("IS NOT DISTINCT FROM");
            case "==" -> emit("=");
            case "(" -> {
                Token before = tokens.peek(-2);
                open.push(before.kind() == Token.Kind.WORD ? upper(before) : "");
                emit("(");
            }
            case ")" -> {
                open.poll();
                emit(")");
            }
            case "*" ->
                emit(
                        tokens.peek(1).is("(") && !tokens.peek(2).is("SELECT") && tokens.accept("EXCEPT")
                                ? starExcept(Optional.empty())
                                : "*");
            default -> emit(token.text());
        }
    }

    private String starExcept(Optional<String> qualifier) {
        return new StarExcept(tables, request, tokens.all()).columns(tokens, qualifier);
    }

    private void word(Token token) {
        String upper = upper(token);
        boolean called = tokens.peek().is("(");
        if (BEFORE_TABLE.contains(upper) && namesTable(upper)) {
            emit(upper);
            tableReferences(upper.equals("FROM"));
        } else if (called && upper.startsWith("CURRENT_")) {
            emit(upper);
            tokens.expect("(");
            tokens.expect(")");
        } else if (called && upper.equals("APPROX_COUNT_DISTINCT")) {
            tokens.expect("(");
            open.push("COUNT");
            emit("count ( DISTINCT");
        } else if (called && FUNCTIONS.containsKey(upper)) {
            emit(FUNCTIONS.getOrDefault(upper, upper));
        } else if (upper.equals("AS") && "CAST".equals(open.peek())) {
            emit("AS");
            castType();
        } else if (upper.equals("TIMESTAMP") && tokens.peek().kind() == Token.Kind.STRING) {
            emit("timestamptz");
        } else if (upper.equals("RLIKE") || upper.equals("REGEXP")) {
            emit("~");
        } else if (upper.equals("MINUS")) {
            emit("EXCEPT");
        } else if (called) {
            emit(token.text());
        } else {
            columnFrom(token);
        }
    }

    private void castType() {
        Token type = tokens.next();
        emit(TYPES.getOrDefault(upper(type), type.text()));
    }

    /** Whether the word stands before a table here; it also stands in {@code IS DISTINCT FROM} and in functions. */
    private boolean namesTable(String upper) {
        Token next = tokens.peek();
        Token before = tokens.peek(-2);
        boolean inside = FROM_INSIDE.contains(Objects.requireNonNullElse(open.peek(), ""));
        if (upper.equals("FROM") && (before.is("DISTINCT") || inside)) {
            return false;
        }
        if (upper.equals("USING") && next.is("(")) {
            return false;
        }
        return next.isName() && !(upper.equals("UPDATE") && next.is("SET"));
    }

    private void tableReferences(boolean list) {
        tableReference();
        while (list && tokens.peek().is(",") && tokens.peek(1).isName()) {
            tokens.expect(",");
            emit(",");
            tableReference();
        }
    }

    private void tableReference() {
        if (tokens.peek().is("TABLE_CHANGES")) {
            tokens.next();
            tableChanges();
            alias("changes");
            return;
        }
        boolean plain = tokens.peek().isName() && !tokens.peek(1).is(".");
        if (plain && local.contains(tokens.peek().text().toLowerCase(Locale.ROOT)) && unknown()) {
            emit(SqlText.identifier(spelling(tokens.next().text())));
            return;
        }
        TableName name = tokens.tableName(request.catalog(), request.schema());
        StoredTable table = tables.get(name);
        emit(relation(table));
        alias(name.table());
    }

    private boolean unknown() {
        return tables.find(Tokens.complete(List.of(tokens.peek().text()), request.catalog(), request.schema()))
                .isEmpty();
    }

    private String relation(StoredTable table) {
        tokens.accept("FOR");
        if (tokens.accept("VERSION", "AS", "OF")) {
            long version = Long.parseLong(tokens.next().text());
            return "(" + tables.at(table.name, version).rowsAt(version) + ")";
        }
        if (tokens.accept("TIMESTAMP", "AS", "OF")) {
            return "(" + table.rowsAt(Versions.at(table, tokens.next().text())) + ")";
        }
        return table.rows();
    }

    private void tableChanges() {
        tokens.expect("(");
        TableName name = TableName.parse(tokens.next().text());
        tokens.expect(",");
        long first = Long.parseLong(tokens.next().text());
        StoredTable table = tables.get(name);
        long last = tokens.accept(",") ? Long.parseLong(tokens.next().text()) : table.version();
        tokens.expect(")");
        if (first < table.feedSince) {
            throw EngineException.noChangeData(name, first, last);
        }
        emit("(SELECT " + table.columnNames() + ", _change_type, _commit_version, _commit_timestamp FROM "
                + table.changes() + " WHERE _commit_version BETWEEN " + first + " AND " + last + ")");
    }

    private void alias(String otherwise) {
        boolean given = tokens.peek().is("AS") || (tokens.peek().isName() && !NO_ALIAS.contains(upper(tokens.peek())));
        if (!given) {
            emit("AS " + SqlText.identifier(otherwise));
            return;
        }
        tokens.accept("AS");
        emit("AS " + SqlText.identifier(spelling(tokens.next().text())));
    }

    private void column() {
        columnFrom(tokens.next());
    }

    /** A column, or a word of the language; of a qualified column only the last two parts remain. */
    private void columnFrom(Token first) {
        List<Token> parts = new ArrayList<>(List.of(first));
        while (tokens.peek().is(".")
                && (tokens.peek(1).isName() || tokens.peek(1).is("*"))) {
            tokens.expect(".");
            parts.add(tokens.next());
        }
        boolean star = parts.get(parts.size() - 1).is("*");
        if (star
                && tokens.peek().is("EXCEPT")
                && tokens.peek(1).is("(")
                && !tokens.peek(2).is("SELECT")) {
            tokens.expect("EXCEPT");
            emit(starExcept(Optional.of(parts.get(parts.size() - 2).text())));
            return;
        }
        List<Token> kept = parts.size() > 2 ? parts.subList(parts.size() - 2, parts.size()) : parts;
        List<String> texts = new ArrayList<>();
        for (Token part : kept) {
            texts.add(name(part, kept.size() > 1));
        }
        emit(String.join(".", texts));
    }

    private String name(Token token, boolean qualified) {
        if (token.is("*")) {
            return "*";
        }
        boolean plain = token.kind() == Token.Kind.WORD && !qualified;
        if (plain && (NO_ALIAS.contains(upper(token)) || KEYWORDS.contains(upper(token)))) {
            return token.text();
        }
        String known = spellings.get(token.text().toLowerCase(Locale.ROOT));
        boolean folded = known == null || known.equals(known.toLowerCase(Locale.ROOT));
        boolean special = known != null && POSTGRES_ONLY.contains(upper(token));
        return plain && folded && !special ? token.text() : SqlText.identifier(spelling(token.text()));
    }

    private String spelling(String name) {
        return Optional.ofNullable(spellings.get(name.toLowerCase(Locale.ROOT))).orElse(name);
    }
}
