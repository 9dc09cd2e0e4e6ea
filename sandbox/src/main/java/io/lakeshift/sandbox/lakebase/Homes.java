package io.lakeshift.sandbox.lakebase;

import io.lakeshift.sandbox.postgres.Door;
import io.lakeshift.sandbox.postgres.PostgresServer;
import io.lakeshift.sandbox.postgres.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The doors of all instances and branches. */
public final class Homes implements AutoCloseable {
    private final PostgresServer server;
    private final Databases databases;
    private final Credentials credentials;
    private final Tls tls;
    private final Map<Home, Door> doors = new LinkedHashMap<>();
    private int firstPort;

    /** @param firstPort where the first door is; 0 for any */
    public Homes(PostgresServer server, Databases databases, Credentials credentials, Tls tls, int firstPort) {
        this.server = server;
        this.databases = databases;
        this.credentials = credentials;
        this.tls = tls;
        this.firstPort = firstPort;
    }

    public synchronized Door open(Home home) {
        try {
            Door door = Door.open(
                    firstPort, server, name -> databases.translate(home, name), credentials.logins(home), tls);
            firstPort = 0;
            doors.put(home, door);
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for " + home.name(), e);
        }
    }

    /** Host and port; nothing while the home is closed. */
    public synchronized Optional<String> address(Home home) {
        return Optional.ofNullable(doors.get(home)).map(Door::address);
    }

    public synchronized Optional<String> first() {
        return doors.values().stream().findFirst().map(Door::address);
    }

    public synchronized void shut(Home home) {
        Door door = doors.remove(home);
        if (door != null) {
            close(door);
        }
    }

    private static void close(Door door) {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        doors.values().forEach(Homes::close);
        doors.clear();
    }
}
