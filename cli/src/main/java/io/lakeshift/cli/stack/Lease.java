package io.lakeshift.cli.stack;

import io.lakeshift.cli.Pause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * This process's hold on a service of the home: as its owner, who started it and ends it, or as a guest of another
 * process. An owner that has finished waits for its guests before it ends the service.
 *
 * @param <A> how the service is reached
 */
final class Lease<A> implements AutoCloseable {
    private static final Duration OWNER_READY = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Home home;
    private final String name;
    private final A address;
    private final LockFile lock;
    private final Service.@Nullable Running<A> owned;
    private @Nullable LockFile closedToGuests;

    private Lease(Home home, String name, A address, LockFile lock, Service.@Nullable Running<A> owned) {
        this.home = home;
        this.name = name;
        this.address = address;
        this.lock = lock;
        this.owned = owned;
    }

    /** Joins the service that runs, else starts it. When two processes come at once, one starts it and one joins. */
    static <A> Lease<A> acquire(Home home, Service<A> service) throws IOException {
        Instant deadline = Instant.now().plus(OWNER_READY);
        while (true) {
            Optional<LockFile> owner = LockFile.tryExclusive(home.ownerLock(service.name()));
            if (owner.isPresent()) {
                return start(home, service, owner.get());
            }
            Optional<Lease<A>> guest = join(home, service);
            if (guest.isPresent()) {
                return guest.get();
            }
            if (Instant.now().isAfter(deadline)) {
                throw StackErrors.otherOwnerNotReady(home.ownerLock(service.name()), OWNER_READY);
            }
            Pause.of(POLL);
        }
    }

    private static <A> Lease<A> start(Home home, Service<A> service, LockFile lock) throws IOException {
        boolean started = false;
        try {
            Service.Running<A> running = service.start();
            started = true;
            return new Lease<>(home, service.name(), running.address(), lock, running);
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    private static <A> Optional<Lease<A>> join(Home home, Service<A> service) throws IOException {
        Optional<LockFile> guest = LockFile.tryShared(home.guestLock(service.name()));
        if (guest.isEmpty()) {
            return Optional.empty();
        }
        // Asked only under the guest lock: an owner that holds it against us is on its way out.
        Optional<A> address = service.running();
        if (address.isEmpty()) {
            guest.get().close();
            return Optional.empty();
        }
        return Optional.of(new Lease<>(home, service.name(), address.get(), guest.get(), null));
    }

    A address() {
        return address;
    }

    boolean isOwner() {
        return owned != null;
    }

    /** Returns at once for a guest; for an owner when no guest is left, after which none can come, or when told to give up. */
    void awaitGuests(Runnable whenWaiting, BooleanSupplier giveUp) throws IOException {
        if (owned == null || closedToGuests != null) {
            return;
        }
        boolean told = false;
        while (!giveUp.getAsBoolean()) {
            Optional<LockFile> alone = LockFile.tryExclusive(home.guestLock(name));
            if (alone.isPresent()) {
                closedToGuests = alone.get();
                return;
            }
            if (!told) {
                whenWaiting.run();
                told = true;
            }
            Pause.of(POLL);
        }
    }

    @Override
    public void close() {
        try {
            if (owned != null) {
                owned.close();
            }
        } finally {
            if (closedToGuests != null) {
                closedToGuests.close();
            }
            lock.close();
        }
    }
}
