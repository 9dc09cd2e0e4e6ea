package io.lakeshift.sandbox.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address of one instance or endpoint. All of them are databases of the one server, so the door translates the
 * database's name in the startup message; it offers TLS, as clients demand it, and reads the password.
 */
public final class Door implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final ServerSocket listener;
    private final PostgresServer server;
    private final UnaryOperator<String> databases;
    private final Logins logins;
    private final Tls tls;
    private final ExecutorService threads;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    private Door(
            ServerSocket listener, PostgresServer server, UnaryOperator<String> databases, Logins logins, Tls tls) {
        this.listener = listener;
        this.server = server;
        this.databases = databases;
        this.logins = logins;
        this.tls = tls;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sandbox-door-" + listener.getLocalPort());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @param databases from the name a client uses to the name in the server */
    public static Door open(int port, PostgresServer server, UnaryOperator<String> databases, Logins logins, Tls tls)
            throws IOException {
        ServerSocket listener = new ServerSocket(port, 64, InetAddress.getByName("127.0.0.1"));
        Door door = new Door(listener, server, databases, logins, tls);
        door.threads.execute(door::accept);
        return door;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Host and port, as one puts it into a PostgreSQL address. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.warn("A PostgreSQL connection was not accepted", e);
                }
            }
        }
    }

    private void serve(Socket accepted) {
        open.add(accepted);
        try (Socket client = accepted;
                Socket backend = new Socket(InetAddress.getByName("127.0.0.1"), server.port())) {
            open.add(backend);
            client.setTcpNoDelay(true);
            backend.setTcpNoDelay(true);
            try {
                new DoorSession(client, backend, databases, logins, tls, threads).run();
            } finally {
                open.remove(backend);
            }
        } catch (IOException e) {
            LOG.debug("A PostgreSQL connection ended: {}", e.getMessage());
        } finally {
            open.remove(accepted);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Closeable each : open) {
            each.close();
        }
        threads.shutdownNow();
    }
}
