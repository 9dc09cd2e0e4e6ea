package io.lakeshift.sandbox.engine.postgres;

/** Functions that Spark SQL has and PostgreSQL has not, or has under another name. */
final class SparkFunctions {
    static final String DEFINITIONS = """
            CREATE FUNCTION public.nvl(anycompatible, anycompatible) RETURNS anycompatible LANGUAGE sql IMMUTABLE
                AS 'SELECT coalesce($1, $2)';
            CREATE FUNCTION public.ifnull(anycompatible, anycompatible) RETURNS anycompatible LANGUAGE sql IMMUTABLE
                AS 'SELECT coalesce($1, $2)';
            CREATE FUNCTION public.instr(text, text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT strpos($1, $2)';
            CREATE FUNCTION public.locate(text, text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT strpos($2, $1)';
            CREATE FUNCTION public.contains(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE
                AS 'SELECT strpos($1, $2) > 0';
            CREATE FUNCTION public.hex(bytea) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT upper(encode($1, 'hex'))$$;
            CREATE FUNCTION public.hex(bigint) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper(to_hex($1))';
            CREATE FUNCTION public.conv(text, int, int) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
            DECLARE number numeric := 0; digit int; result text := '';
            BEGIN
                FOR i IN 1..length($1) LOOP
                    digit := strpos('0123456789abcdefghijklmnopqrstuvwxyz', lower(substr($1, i, 1))) - 1;
                    EXIT WHEN digit < 0 OR digit >= $2;
                    number := number * $2 + digit;
                END LOOP;
                IF $3 = 10 THEN RETURN number::text; END IF;
                WHILE number > 0 LOOP
                    result := substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', (number % $3)::int + 1, 1) || result;
                    number := div(number, $3);
                END LOOP;
                RETURN coalesce(nullif(result, ''), '0');
            END $$;
            CREATE FUNCTION public.sha2(text, int) RETURNS text LANGUAGE sql IMMUTABLE
                AS $$SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex')$$;
            CREATE FUNCTION public.spark_char(bigint) RETURNS text LANGUAGE sql IMMUTABLE
                AS $$SELECT CASE WHEN $1 % 256 = 0 THEN U&'\\FDD0' ELSE chr(($1 % 256)::int) END$$;
            CREATE FUNCTION public.to_json(jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
            CREATE FUNCTION public.size(jsonb) RETURNS int LANGUAGE sql IMMUTABLE
                AS $$SELECT CASE jsonb_typeof($1) WHEN 'array' THEN jsonb_array_length($1)
                       ELSE (SELECT count(*)::int FROM jsonb_object_keys($1)) END$$;
            CREATE FUNCTION public.count_if_step(bigint, boolean) RETURNS bigint LANGUAGE sql IMMUTABLE
                AS 'SELECT CASE WHEN $2 THEN $1 + 1 ELSE $1 END';
            CREATE AGGREGATE public.count_if(boolean)
                (sfunc = public.count_if_step, stype = bigint, initcond = '0');
            CREATE FUNCTION public.unix_micros(timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE
                AS $$SELECT (extract(epoch FROM $1) * 1000000)::bigint$$;
            CREATE FUNCTION public.isnan(double precision) RETURNS boolean LANGUAGE sql IMMUTABLE
                AS $$SELECT $1 = 'NaN'$$;
            CREATE FUNCTION public."if"(boolean, anycompatible, anycompatible) RETURNS anycompatible LANGUAGE sql IMMUTABLE
                AS 'SELECT CASE WHEN $1 THEN $2 ELSE $3 END';
            CREATE FUNCTION public.spark_try_cast(text, anyelement) RETURNS anyelement LANGUAGE plpgsql STABLE AS $$
            BEGIN
                EXECUTE format('SELECT CAST($1 AS %s)', pg_typeof($2)) INTO $2 USING $1;
                RETURN $2;
            EXCEPTION WHEN data_exception THEN
                RETURN NULL;
            END $$;
            CREATE FUNCTION public.date_format(timestamptz, text) RETURNS text LANGUAGE sql STABLE AS $$
                SELECT to_char($1, replace(replace(replace(replace(replace(replace($2, 'mm', 'MI'), 'HH', 'HH24'),
                    'yyyy', 'YYYY'), 'SSS', 'MS'), 'ss', 'SS'), 'dd', 'DD'))$$;
            CREATE FUNCTION public.to_date(text) RETURNS date LANGUAGE sql STABLE AS 'SELECT $1::date';
            CREATE FUNCTION public.to_date(timestamptz) RETURNS date LANGUAGE sql STABLE AS 'SELECT $1::date';
            CREATE FUNCTION public.to_timestamp(text) RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT $1::timestamptz';
            CREATE FUNCTION public.datediff(date, date) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 - $2';
            CREATE FUNCTION public.date_add(date, int) RETURNS date LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
            CREATE FUNCTION public.date_sub(date, int) RETURNS date LANGUAGE sql IMMUTABLE AS 'SELECT $1 - $2';
            CREATE FUNCTION public.year(timestamptz) RETURNS int LANGUAGE sql STABLE
                AS 'SELECT extract(year FROM $1)::int';
            CREATE FUNCTION public.month(timestamptz) RETURNS int LANGUAGE sql STABLE
                AS 'SELECT extract(month FROM $1)::int';
            CREATE FUNCTION public.day(timestamptz) RETURNS int LANGUAGE sql STABLE
                AS 'SELECT extract(day FROM $1)::int';
            CREATE FUNCTION public.unix_timestamp() RETURNS bigint LANGUAGE sql STABLE
                AS 'SELECT extract(epoch FROM now())::bigint';
            CREATE FUNCTION public.unix_timestamp(timestamptz) RETURNS bigint LANGUAGE sql STABLE
                AS 'SELECT floor(extract(epoch FROM $1))::bigint';
            CREATE FUNCTION public.from_unixtime(bigint) RETURNS text LANGUAGE sql STABLE
                AS $$SELECT to_char(to_timestamp($1) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')$$;
            CREATE FUNCTION public.regexp_extract(text, text, int DEFAULT 1) RETURNS text LANGUAGE sql IMMUTABLE AS $$
                SELECT CASE WHEN $3 = 0 THEN coalesce(regexp_substr($1, $2), '')
                       ELSE coalesce((regexp_match($1, $2))[$3], '') END$$;
            CREATE FUNCTION public.split(text, text) RETURNS jsonb LANGUAGE sql IMMUTABLE
                AS 'SELECT to_jsonb(regexp_split_to_array($1, $2))';
            CREATE FUNCTION public.startswith(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE
                AS 'SELECT starts_with($1, $2)';
            CREATE FUNCTION public.endswith(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE
                AS 'SELECT right($1, length($2)) = $2';
            """;

    private SparkFunctions() {}
}
