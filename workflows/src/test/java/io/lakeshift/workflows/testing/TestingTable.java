package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.ActivityProgress;
import io.lakeshift.workflows.Digests;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.kinds.sqldelta.TableAssessments;
import io.lakeshift.workflows.kinds.sqldelta.TableFences;
import io.lakeshift.workflows.kinds.sqldelta.TableHeads;
import io.lakeshift.workflows.kinds.sqldelta.TableImports;
import io.lakeshift.workflows.kinds.sqldelta.TablePublishing;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import io.lakeshift.workflows.kinds.sqldelta.TableValidations;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One table whose log and catalog are a few numbers, behind all ports of the sqldelta kind. It keeps the rules that the
 * life cycle relies on: imports catch up, the fence is won only at the expected head, nothing is lowered undrained.
 */
public final class TestingTable
        implements TableAssessments, TableImports, TableValidations, TableHeads, TableFences, TablePublishing {
    private long logVersion = 4;
    private long sqlVersion = -1;
    private long publishedVersion = -1;
    private Authority authority = Authority.FILES;
    private OptionalLong fenceVersion = OptionalLong.empty();
    private OptionalLong foreignVersion = OptionalLong.empty();
    private double lagSeconds;
    private String facts = "facts";
    private boolean drifted;
    private boolean fenceHolds = true;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, List<RuntimeException>> failures = new HashMap<>();
    private final Map<String, Runnable> before = new HashMap<>();
    private final Map<String, Runnable> beforeAlways = new HashMap<>();
    private final Map<String, CountDownLatch> gates = new HashMap<>();
    private final Map<String, CountDownLatch> arrivals = new HashMap<>();

    // What a test arranges and asks

    public synchronized void commitToLog() {
        logVersion++;
    }

    public synchronized void commitThroughSql() {
        sqlVersion++;
    }

    public synchronized void drift(boolean now) {
        drifted = now;
    }

    public synchronized void fenceHolds(boolean now) {
        fenceHolds = now;
    }

    public synchronized void foreignCommitAt(long version) {
        foreignVersion = OptionalLong.of(version);
    }

    public synchronized void publishingLagsBy(double seconds) {
        lagSeconds = seconds;
    }

    public synchronized void changeFacts(String now) {
        facts = now;
    }

    public synchronized void blockedBy(Finding... blockers) {
        findings.clear();
        findings.addAll(List.of(blockers));
    }

    public synchronized void failNext(String call, MigrationFailure failure, String message) {
        failures.computeIfAbsent(call, any -> new ArrayList<>()).add(failure.asApplicationFailure(message, null));
    }

    /** Does something when the call comes, once. */
    public synchronized void before(String call, Runnable deed) {
        before.put(call, deed);
    }

    /** Does something whenever the call comes. */
    public synchronized void alwaysBefore(String call, Runnable deed) {
        beforeAlways.put(call, deed);
    }

    /** Lets the call hang, heartbeating, until {@link #release}. */
    public synchronized void hold(String call) {
        gates.put(call, new CountDownLatch(1));
        arrivals.put(call, new CountDownLatch(1));
    }

    public void awaitHeld(String call) throws InterruptedException {
        CountDownLatch arrival;
        synchronized (this) {
            arrival = arrivals.get(call);
        }
        if (arrival == null || !arrival.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(call + " was not called");
        }
    }

    public synchronized void release(String call) {
        CountDownLatch gate = gates.remove(call);
        if (gate != null) {
            gate.countDown();
        }
    }

    public synchronized long calls(String name) {
        return calls.stream().filter(name::equals).count();
    }

    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized Authority authority() {
        return authority;
    }

    public synchronized OptionalLong fenceVersion() {
        return fenceVersion;
    }

    public synchronized long publishedVersion() {
        return publishedVersion;
    }

    // The ports

    @Override
    public Assessment assess(Assess request) {
        called("assess");
        synchronized (this) {
            return new Assessment(
                    request.table().path().orElse(""),
                    request.table().alias().orElse(""),
                    OptionalLong.of(logVersion),
                    Optional.of("delta-id"),
                    new Size(logVersion + 1, 10, 1000, 100),
                    List.of(),
                    List.of(),
                    new Estimate(1, 2, 3),
                    Digests.sha256(facts),
                    findings);
        }
    }

    @Override
    public Imported importTable(Import request) {
        called("import");
        synchronized (this) {
            long stored = logVersion - sqlVersion;
            if (authority == Authority.FILES) {
                sqlVersion = logVersion;
                publishedVersion = logVersion;
            }
            return new Imported(
                    Optional.of("table-id"),
                    alias(request.table()),
                    sqlVersion,
                    stored,
                    stored * 2,
                    10,
                    0,
                    0.1,
                    OptionalLong.empty());
        }
    }

    @Override
    public Parity validate(Validate request) {
        called("validate");
        synchronized (this) {
            return new Parity(
                    "table-id",
                    alias(request.table()),
                    drifted ? Status.DRIFT : Status.OK,
                    sqlVersion,
                    logVersion,
                    0,
                    drifted ? 1 : 0,
                    0,
                    0,
                    true,
                    true,
                    10,
                    Digests.sha256("report at " + logVersion),
                    Optional.of("reports/1"),
                    drifted ? "part-0.parquet is missing in SQL." : "");
        }
    }

    @Override
    public Head readHead(ReadHead request) {
        called("head");
        synchronized (this) {
            return new Head(
                    "table-id",
                    logVersion,
                    sqlVersion,
                    publishedVersion,
                    authority,
                    fenceVersion,
                    foreignVersion,
                    lagSeconds);
        }
    }

    @Override
    public Raised raise(Raise request) {
        called("raise");
        synchronized (this) {
            if (fenceVersion.isEmpty()) {
                if (logVersion != request.expectedHead()) {
                    throw MigrationFailure.COMMIT_CONFLICT.asApplicationFailure("the head has moved", null);
                }
                sqlVersion = ++logVersion;
                publishedVersion = logVersion;
                fenceVersion = OptionalLong.of(logVersion);
                throwPlanned("raise, its commit in the log");
            }
            authority = Authority.SQL;
            return new Raised(fenceVersion.getAsLong(), "deltasql://default/" + alias(request.table()));
        }
    }

    @Override
    public Proof prove(Prove request) {
        called("prove");
        synchronized (this) {
            return new Proof(fenceHolds, fenceHolds ? "unsupported feature" : "the commit went through");
        }
    }

    @Override
    public Lowered lower(Lower request) {
        called("lower");
        synchronized (this) {
            if (publishedVersion != sqlVersion) {
                throw new IllegalStateException("lowered before it was drained");
            }
            if (fenceVersion.isPresent()) {
                sqlVersion = ++logVersion;
                publishedVersion = logVersion;
                fenceVersion = OptionalLong.empty();
                authority = Authority.FILES;
            }
            return new Lowered(logVersion, "file:/data/" + alias(request.table()));
        }
    }

    @Override
    public Published publishPending(PublishPending request) {
        called("publish");
        return publish();
    }

    @Override
    public Published drain(Drain request) {
        called("drain");
        synchronized (this) {
            authority = Authority.DRAINING;
        }
        return publish();
    }

    private synchronized Published publish() {
        long published = sqlVersion - publishedVersion;
        publishedVersion = sqlVersion;
        logVersion = Math.max(logVersion, sqlVersion);
        lagSeconds = published > 0 ? 0 : lagSeconds;
        return new Published(publishedVersion, published);
    }

    private void called(String name) {
        Runnable deed;
        CountDownLatch gate;
        synchronized (this) {
            calls.add(name);
            throwPlanned(name);
            deed = before.containsKey(name) ? before.remove(name) : beforeAlways.get(name);
            gate = gates.get(name);
        }
        if (deed != null) {
            deed.run();
        }
        if (gate != null) {
            waitAt(name, gate);
        }
    }

    private synchronized void throwPlanned(String name) {
        List<RuntimeException> planned = failures.getOrDefault(name, List.of());
        if (!planned.isEmpty()) {
            throw planned.remove(0);
        }
    }

    private void waitAt(String name, CountDownLatch gate) {
        synchronized (this) {
            CountDownLatch arrival = arrivals.get(name);
            if (arrival != null) {
                arrival.countDown();
            }
        }
        try {
            while (!gate.await(50, TimeUnit.MILLISECONDS)) {
                Activity.getExecutionContext().heartbeat(new ActivityProgress(name, 1, 1, 5, "versions"));
            }
        } catch (ActivityCompletionException e) {
            synchronized (this) {
                calls.add(name + " stopped");
                gates.remove(name);
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String alias(TableRef table) {
        return table.alias().orElseThrow();
    }
}
