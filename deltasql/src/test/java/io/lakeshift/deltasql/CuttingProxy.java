package io.lakeshift.deltasql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and PostgreSQL, and can end a connection when the server has said that it committed. */
final class CuttingProxy implements AutoCloseable {
    /** What PostgreSQL answers to a COMMIT, before the client has seen it. */
    private static final String COMMITTED = "COMMIT\0";

    private final ServerSocket socket;
    private final int port;
    private final AtomicInteger cutsLeft = new AtomicInteger();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();

    CuttingProxy(int port) {
        this.port = port;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The next so many commits happen, and their client never hears of it. */
    void cutAfterCommits(int commits) {
        cutsLeft.set(commits);
    }

    int cutsLeft() {
        return cutsLeft.get();
    }

    /** Bytes that clients have sent so far. */
    long asked() {
        return asked.get();
    }

    /** Bytes that the server has sent so far. */
    long answered() {
        return answered.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                daemon(() -> pump(client, server, false));
                daemon(() -> pump(server, client, true));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            int read = in.read(buffer);
            while (read >= 0) {
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                if (answers && text.contains(COMMITTED) && cutsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    return;
                }
                (answers ? answered : asked).addAndGet(read);
                out.write(buffer, 0, read);
                out.flush();
                read = in.read(buffer);
            }
        } catch (IOException e) {
            // One end has gone; try-with-resources closes the other.
            return;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
