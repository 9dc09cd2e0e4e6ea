package io.lakeshift.sandbox.engine.postgres;

import java.util.Map;
import java.util.Set;

/** What words mean in Spark SQL, as far as PostgreSQL has to be told. */
final class SparkWords {
    static final Set<String> BEFORE_TABLE = Set.of("FROM", "JOIN", "INTO", "UPDATE", "TABLE", "USING");
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
    static final Set<String> KEYWORDS = Set.of(
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
    static final Set<String> FROM_INSIDE = Set.of("EXTRACT", "TRIM", "SUBSTRING", "OVERLAY");
    static final Set<String> POSTGRES_ONLY =
            Set.of("USER", "PLACING", "VARIADIC", "SYMMETRIC", "COLLATION", "FREEZE", "VERBOSE", "ANALYZE", "OFFSET");
    static final Map<String, String> FUNCTIONS = Map.of(
            "CHAR", "spark_char",
            "ARRAY", "jsonb_build_array",
            "MAP", "jsonb_build_object",
            "NAMED_STRUCT", "jsonb_build_object",
            "RAND", "random",
            "COLLECT_LIST", "jsonb_agg",
            "UUID", "gen_random_uuid");
    static final Map<String, String> TYPES = Map.of(
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

    private SparkWords() {}
}
