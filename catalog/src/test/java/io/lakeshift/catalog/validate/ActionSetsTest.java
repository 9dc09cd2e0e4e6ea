package io.lakeshift.catalog.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lakeshift.catalog.store.RowCursor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActionSetsTest {
    private final List<String> heard = new ArrayList<>();
    private final ActionSets.Listener listener = new ActionSets.Listener() {
        @Override
        public void missingInSql(LogAction log) {
            heard.add("missing " + log.path());
        }

        @Override
        public void extraInSql(LogAction sql) {
            heard.add("extra " + sql.path());
        }

        @Override
        public void mismatch(LogAction log, LogAction sql) {
            heard.add("mismatch " + log.path() + " " + log.differences(sql));
        }
    };

    private static LogAction add(int number, long size) {
        return new LogAction(
                "add",
                JsonNodeFactory.instance.objectNode().put("path", "f" + number).put("size", size));
    }

    private static List<LogAction> adds(int count) {
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(i -> add(i, i)).toList());
    }

    private ActionSets.Result compare(List<LogAction> log, List<LogAction> sql) {
        return new ActionSets(() -> cursor(log), () -> cursor(sql), () -> {}).compare(listener);
    }

    private static RowCursor<LogAction> cursor(List<LogAction> actions) {
        Iterator<LogAction> iterator = actions.iterator();
        return new RowCursor<>() {
            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public LogAction next() {
                return iterator.next();
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void takesTheSameActionsInAnotherOrderForEqual() {
        // Given
        List<LogAction> log = adds(5_000);
        List<LogAction> sql = adds(5_000);
        Collections.reverse(sql);

        // When
        ActionSets.Result result = compare(log, sql);

        // Then
        assertThat(heard).isEmpty();
        assertThat(result.log().total()).isEqualTo(5_000);
    }

    @Test
    void narrowsDownToTheActionsThatDiffer() {
        // Given
        List<LogAction> log = adds(5_000);
        List<LogAction> sql = adds(5_000);
        sql.set(17, add(17, -1));
        sql.remove(4_000);
        sql.add(add(9_999, 1));

        // When
        compare(log, sql);

        // Then
        assertThat(heard).containsExactlyInAnyOrder("mismatch f17 [size]", "missing f4000", "extra f9999");
    }

    @Test
    void findsEveryDifferenceWhenNothingIsAlike() {
        // Given
        List<LogAction> log = adds(60_000);

        // When
        compare(log, List.of());

        // Then
        assertThat(heard).hasSize(60_000).doesNotHaveDuplicates();
    }

    @Test
    void seesTheSameActionTwice() {
        // Given
        List<LogAction> log = adds(3);
        List<LogAction> sql = adds(3);
        sql.add(add(2, 2));

        // When
        compare(log, sql);

        // Then
        assertThat(heard).containsExactly("extra f2");
    }
}
