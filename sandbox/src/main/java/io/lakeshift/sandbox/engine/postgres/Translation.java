package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import io.lakeshift.sandbox.postgres.SqlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One query or change in Spark SQL, said in PostgreSQL: names, quotes, literals, types, time travel, and the functions
 * of {@link SparkFunctions}. What has no counterpart is passed on for PostgreSQL to refuse.
 */
final class Translation {
    private final Tables tables;
    private final SqlRequest request;
    private final Tokens tokens;
    private final StringBuilder out = new StringBuilder();
    private final Spellings spellings;
    /** The functions whose parentheses are open, the innermost first; empty for a plain one. */
    private final Deque<String> open = new ArrayDeque<>();

    private Translation(Tables tables, SqlRequest request, Tokens tokens) {
        this.tables = tables;
        this.request = request;
        this.tokens = tokens;
        this.spellings = Spellings.ahead(tables, request, tokens);
    }

    static String of(Tables tables, SqlRequest request, Tokens tokens) {
        Translation translation = new Translation(tables, request, tokens);
        translation.run();
        return translation.out.toString();
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
        if (SparkWords.BEFORE_TABLE.contains(upper) && namesTable(upper)) {
            emit(upper);
            tableReferences(upper.equals("FROM"));
        } else if (upper.equals("X") && tokens.peek().kind() == Token.Kind.STRING) {
            emit("'\\x" + tokens.next().text() + "'::bytea");
        } else if (called && session(upper).isPresent()) {
            emit(SqlText.literal(session(upper).get()));
            tokens.expect("(");
            tokens.expect(")");
        } else if (called && upper.startsWith("CURRENT_")) {
            emit(upper);
            tokens.expect("(");
            tokens.expect(")");
        } else if (called && upper.equals("TRY_CAST")) {
            tokens.expect("(");
            open.push("TRY_CAST");
            emit("spark_try_cast((");
        } else if (upper.equals("AS") && "TRY_CAST".equals(open.peek())) {
            emit(")::text, NULL::");
            castType();
        } else if (called && upper.equals("APPROX_COUNT_DISTINCT")) {
            tokens.expect("(");
            open.push("COUNT");
            emit("count ( DISTINCT");
        } else if (called && SparkWords.FUNCTIONS.containsKey(upper)) {
            emit(SparkWords.FUNCTIONS.getOrDefault(upper, upper));
        } else if (upper.equals("AS") && "CAST".equals(open.peek())) {
            emit("AS");
            castType();
        } else if (upper.equals("TIMESTAMP") && tokens.peek().kind() == Token.Kind.STRING) {
            emit("timestamptz");
        } else if (upper.equals("NOT") && matches(tokens.peek())) {
            tokens.next();
            emit(listAhead() ? "NOT regexp_like" : "!~");
        } else if (matches(token)) {
            emit(listAhead() ? "regexp_like" : "~");
        } else if (upper.equals("MINUS")) {
            emit("EXCEPT");
        } else if (called) {
            emit(token.text());
        } else {
            columnFrom(token);
        }
    }

    private static boolean matches(Token token) {
        return token.is("RLIKE") || token.is("REGEXP");
    }

    /** Whether a parenthesis opens next and holds a list: then it belongs to a function and not to an operand. */
    private boolean listAhead() {
        int depth = 0;
        for (int i = 0;
                tokens.peek().is("(")
                        && !(i > 0 && depth == 0)
                        && tokens.position() + i < tokens.all().size();
                i++) {
            Token token = tokens.peek(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 1 && token.is(",")) {
                return true;
            }
        }
        return false;
    }

    /** What the session of the one statement is. */
    private Optional<String> session(String function) {
        return switch (function) {
            case "CURRENT_USER", "SESSION_USER", "USER" -> Optional.of(request.user());
            case "CURRENT_CATALOG" -> Optional.of(request.catalog().orElse("main"));
            case "CURRENT_SCHEMA", "CURRENT_DATABASE" ->
                Optional.of(request.schema().orElse("default"));
            default -> Optional.empty();
        };
    }

    private void castType() {
        Token type = tokens.next();
        emit(SparkWords.TYPES.getOrDefault(upper(type), type.text()));
    }

    /** Whether the word stands before a table here; it also stands in {@code IS DISTINCT FROM} and in functions. */
    private boolean namesTable(String upper) {
        Token next = tokens.peek();
        Token before = tokens.peek(-2);
        boolean inside = SparkWords.FROM_INSIDE.contains(Objects.requireNonNullElse(open.peek(), ""));
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
        if (plain && spellings.local(tokens.peek().text()) && unknown()) {
            emit(SqlText.identifier(spellings.of(tokens.next().text())));
            return;
        }
        TableName name = tokens.tableName(request.catalog(), request.schema());
        SqlResult told = request.told().get(name);
        emit(told == null ? relation(tables.get(name)) : Relations.of(told));
        alias(name.table());
    }

    private boolean unknown() {
        return tables.find(Tokens.complete(List.of(tokens.peek().text()), request.catalog(), request.schema()))
                .isEmpty();
    }

    private String relation(StoredTable table) {
        Optional<Long> version = Versions.asked(table, tokens);
        if (version.isPresent()) {
            return "(" + table.rowsAt(version.get()) + ")";
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
        boolean given = tokens.peek().is("AS")
                || (tokens.peek().isName() && !SparkWords.NO_ALIAS.contains(upper(tokens.peek())));
        if (!given) {
            emit("AS " + SqlText.identifier(otherwise));
            return;
        }
        tokens.accept("AS");
        emit("AS " + SqlText.identifier(spellings.of(tokens.next().text())));
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
        if (plain && (SparkWords.NO_ALIAS.contains(upper(token)) || SparkWords.KEYWORDS.contains(upper(token)))) {
            return token.text();
        }
        String known = spellings.known(token.text());
        boolean folded = known == null || known.equals(known.toLowerCase(Locale.ROOT));
        boolean special = known != null && SparkWords.POSTGRES_ONLY.contains(upper(token));
        return plain && folded && !special ? token.text() : SqlText.identifier(spellings.of(token.text()));
    }
}
