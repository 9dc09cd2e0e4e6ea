package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.kinds.sqldelta.ShardPublishing;
import io.temporal.activity.Activity;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A shard with one table. A round publishes two versions at once, fails, or stays until it is cancelled. */
public final class TestingShard implements ShardPublishing {
    private final AtomicInteger rounds = new AtomicInteger();
    private final CountDownLatch staying = new CountDownLatch(1);
    private final int failing;
    private final int last;

    /**
     * @param failing this round fails, counted from 1
     * @param last this round stays until it is cancelled
     */
    public TestingShard(int failing, int last) {
        this.failing = failing;
        this.last = last;
    }

    public void awaitStaying() throws InterruptedException {
        if (!staying.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("round " + last + " did not come");
        }
    }

    @Override
    public Ran publishShard(Run request) {
        int round = rounds.incrementAndGet();
        if (round == failing) {
            throw MigrationFailure.PERMISSION_DENIED.asApplicationFailure("The log is not writable.", null);
        }
        if (round == last) {
            staying.countDown();
            stayUntilCancelled();
        }
        return new Ran(1, 0, 2, 0.1);
    }

    private static void stayUntilCancelled() {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (!never.await(50, TimeUnit.MILLISECONDS)) {
                Activity.getExecutionContext().heartbeat("listening");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
