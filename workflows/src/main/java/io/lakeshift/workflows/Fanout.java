package io.lakeshift.workflows;

import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Runs one piece of work per item, so many at a time, and keeps the order. For workflow code. */
public final class Fanout {
    private Fanout() {}

    /**
     * As many threads of the workflow as may work at one time take item after item: one thread per item would be more than
     * a worker has, long before there are too many items.
     */
    public static <I, O> List<O> map(List<I> items, int parallelism, Functions.Func1<I, O> work) {
        List<O> results = new ArrayList<>(Collections.nCopies(items.size(), null));
        Iterator<Integer> next = IntStream.range(0, items.size()).iterator();
        List<Promise<Void>> threads = IntStream.range(0, Math.min(Math.max(1, parallelism), items.size()))
                .mapToObj(thread -> Async.procedure(() -> {
                    while (next.hasNext()) {
                        int item = next.next();
                        results.set(item, work.apply(items.get(item)));
                    }
                }))
                .toList();
        threads.forEach(Promise::get);
        return results;
    }
}
