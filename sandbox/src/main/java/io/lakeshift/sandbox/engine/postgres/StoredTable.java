package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.TableCommit;
import io.lakeshift.sandbox.engine.TableDescription;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.postgres.SqlText;
import io.lakeshift.sandbox.state.Ids;
import io.lakeshift.sandbox.sync.TypeMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known of one table beside its rows. Guarded by the engine. */
final class StoredTable {
    /** PostgreSQL text cannot hold U+0000; a noncharacter stands for it in the store. */
    static final char STORED_NUL = '\uFDD0';

    final TableName name;
    final String relation;
    final Instant created;
    final Map<String, String> properties;
    final List<TableCommit> commits = new ArrayList<>();
    final @Nullable String viewText;
    List<Column> columns;
    /** The first version with a change data feed since it was last switched on. */
    long feedSince = Long.MAX_VALUE;

    StoredTable(
            TableName name,
            String relation,
            List<Column> columns,
            Map<String, String> properties,
            @Nullable String viewText,
            Instant created) {
        this.name = name;
        this.relation = relation;
        this.columns = List.copyOf(columns);
        this.properties = new LinkedHashMap<>(properties);
        this.viewText = viewText;
        this.created = created;
    }

    long version() {
        return commits.isEmpty() ? 0 : commits.get(commits.size() - 1).version();
    }

    TableDescription description() {
        return new TableDescription(
                name, Ids.ofName(name + relation), columns, properties, Optional.ofNullable(viewText), created);
    }

    void commit(TableCommit commit) {
        commits.add(commit);
        boolean on = description().hasChangeDataFeed();
        feedSince = on ? Math.min(feedSince, commit.version()) : Long.MAX_VALUE;
    }

    String rows() {
        return "lake." + relation;
    }

    String changes() {
        return "changes." + relation;
    }

    static String storageType(Column column) {
        return TypeMap.toPostgres(column.type()).orElse("text");
    }

    /** The columns, quoted, each through {@code form}. */
    String columnList(Function<Column, String> form) {
        return columns.stream().map(form).collect(Collectors.joining(", "));
    }

    String columnNames() {
        return columnList(it -> SqlText.identifier(it.name()));
    }

    String columnTexts() {
        return columnList(it -> SqlText.identifier(it.name()) + "::text");
    }

    String rowsAt(long version) {
        if (version == version()) {
            return "SELECT " + columnNames() + " FROM " + rows();
        }
        String log = "SELECT " + columnNames() + " FROM " + changes() + " WHERE _commit_version <= " + version
                + " AND _change_type IN ";
        return "(" + log + "('insert', 'update_postimage')) EXCEPT ALL (" + log + "('delete', 'update_preimage'))";
    }
}
