package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.kinds.sqldelta.TableImports;
import io.temporal.activity.Activity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Imports of many tables that are nothing but names. */
public final class TestingFleet implements TableImports {
    private final Map<String, RuntimeException> failing = new HashMap<>();
    private final List<String> imported = new CopyOnWriteArrayList<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CyclicBarrier together = new CyclicBarrier(2);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean slow;
    private volatile String holding = "";

    public void fails(String alias, MigrationFailure failure, String message) {
        failing.put(alias, failure.asApplicationFailure(message, null));
    }

    /** Each import waits a little for another one to be under way. */
    public void slow() {
        slow = true;
    }

    public void holds(String alias) {
        holding = alias;
    }

    public void awaitHeld() throws InterruptedException {
        if (!held.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing was imported");
        }
    }

    public void release() {
        released.countDown();
    }

    public int mostAtOneTime() {
        return most.get();
    }

    public List<String> imported() {
        return imported;
    }

    @Override
    public Imported importTable(Import request) {
        String alias = request.table().alias().orElseThrow();
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            if (alias.equals(holding)) {
                held.countDown();
                while (!released.await(50, TimeUnit.MILLISECONDS)) {
                    Activity.getExecutionContext().heartbeat(alias);
                }
            }
            if (slow) {
                together.await(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        } finally {
            now.decrementAndGet();
        }
        if (failing.containsKey(alias)) {
            throw failing.get(alias);
        }
        imported.add(alias);
        return new Imported(Optional.of("id-" + alias), alias, 7, 8, 16, 3, 0, 0.1, OptionalLong.empty());
    }
}
