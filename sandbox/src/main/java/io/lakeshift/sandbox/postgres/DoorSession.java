package io.lakeshift.sandbox.postgres;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;

/** One client's connection: its startup and its login are read, everything after is passed on as it is. */
final class DoorSession {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int CANCEL_REQUEST = 80877102;
    private static final int LONGEST_STARTUP = 10_000;
    private static final int CLEARTEXT_PASSWORD = 3;

    private final Socket backend;
    private final UnaryOperator<String> databases;
    private final Logins logins;
    private final Tls tls;
    private final Executor threads;
    private Socket client;
    private DataInputStream fromClient;
    private DataOutputStream toClient;

    DoorSession(
            Socket client, Socket backend, UnaryOperator<String> databases, Logins logins, Tls tls, Executor threads)
            throws IOException {
        this.client = client;
        this.backend = backend;
        this.databases = databases;
        this.logins = logins;
        this.tls = tls;
        this.threads = threads;
        this.fromClient = new DataInputStream(client.getInputStream());
        this.toClient = new DataOutputStream(client.getOutputStream());
    }

    void run() throws IOException {
        DataOutputStream toBackend = new DataOutputStream(backend.getOutputStream());
        Optional<Map<String, String>> startup = startup(toBackend);
        if (startup.isEmpty()) {
            return;
        }
        sendStartup(startup.get(), toBackend);
        if (login(startup.get().getOrDefault("user", ""), toBackend)) {
            pump(toBackend);
        }
    }

    /** Nothing if this was a cancellation, which has been passed on. */
    private Optional<Map<String, String>> startup(DataOutputStream toBackend) throws IOException {
        while (true) {
            int length = fromClient.readInt();
            if (length < 8 || length > LONGEST_STARTUP) {
                throw new IOException("no PostgreSQL client");
            }
            int code = fromClient.readInt();
            byte[] rest = fromClient.readNBytes(length - 8);
            if (code == SSL_REQUEST) {
                encrypt();
            } else if (code == GSS_REQUEST) {
                toClient.writeByte('N');
                toClient.flush();
            } else if (code == CANCEL_REQUEST) {
                toBackend.writeInt(length);
                toBackend.writeInt(code);
                toBackend.write(rest);
                toBackend.flush();
                return Optional.empty();
            } else {
                return Optional.of(parameters(code, rest));
            }
        }
    }

    private void encrypt() throws IOException {
        toClient.writeByte('S');
        toClient.flush();
        SSLSocket secure = (SSLSocket) tls.context()
                .getSocketFactory()
                .createSocket(client, client.getInetAddress().getHostAddress(), client.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        client = secure;
        fromClient = new DataInputStream(secure.getInputStream());
        toClient = new DataOutputStream(secure.getOutputStream());
    }

    private static Map<String, String> parameters(int protocol, byte[] rest) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("", Integer.toString(protocol));
        String[] words = new String(rest, StandardCharsets.UTF_8).split("\0", -1);
        for (int i = 0; i + 1 < words.length && !words[i].isEmpty(); i += 2) {
            parameters.put(words[i], words[i + 1]);
        }
        return parameters;
    }

    private void sendStartup(Map<String, String> parameters, DataOutputStream toBackend) throws IOException {
        Map<String, String> sent = new LinkedHashMap<>(parameters);
        int protocol = Integer.parseInt(sent.getOrDefault("", "0"));
        sent.remove("");
        sent.put("database", databases.apply(sent.getOrDefault("database", sent.getOrDefault("user", ""))));
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        for (Map.Entry<String, String> each : sent.entrySet()) {
            words.writeBytes(each.getKey().getBytes(StandardCharsets.UTF_8));
            words.write(0);
            words.writeBytes(each.getValue().getBytes(StandardCharsets.UTF_8));
            words.write(0);
        }
        words.write(0);
        toBackend.writeInt(words.size() + 8);
        toBackend.writeInt(protocol);
        toBackend.write(words.toByteArray());
        toBackend.flush();
    }

    /** Whether the conversation goes on. */
    private boolean login(String user, DataOutputStream toBackend) throws IOException {
        DataInputStream fromBackend = new DataInputStream(backend.getInputStream());
        byte[] first = message(fromBackend);
        toClient.write(first);
        toClient.flush();
        boolean asksForPassword = first[0] == 'R' && first.length >= 9 && first[8] == CLEARTEXT_PASSWORD;
        if (!asksForPassword) {
            return true;
        }
        byte[] answer = message(fromClient);
        if (answer[0] != 'p') {
            toBackend.write(answer);
            return true;
        }
        String presented = new String(answer, 5, answer.length - 6, StandardCharsets.UTF_8);
        Optional<String> password = logins.password(user, presented);
        if (password.isEmpty()) {
            refuse();
            return false;
        }
        byte[] sent = password.get().getBytes(StandardCharsets.UTF_8);
        toBackend.writeByte('p');
        toBackend.writeInt(sent.length + 5);
        toBackend.write(sent);
        toBackend.writeByte(0);
        toBackend.flush();
        return true;
    }

    private void refuse() throws IOException {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        for (String field : new String[] {"SFATAL", "VFATAL", "C28P01", "MFailed to decode token"}) {
            fields.writeBytes(field.getBytes(StandardCharsets.UTF_8));
            fields.write(0);
        }
        fields.write(0);
        toClient.writeByte('E');
        toClient.writeInt(fields.size() + 4);
        toClient.write(fields.toByteArray());
        toClient.flush();
    }

    private static byte[] message(DataInputStream in) throws IOException {
        int type = in.readUnsignedByte();
        int length = in.readInt();
        byte[] message = new byte[length + 1];
        message[0] = (byte) type;
        message[1] = (byte) (length >>> 24);
        message[2] = (byte) (length >>> 16);
        message[3] = (byte) (length >>> 8);
        message[4] = (byte) length;
        in.readFully(message, 5, length - 4);
        return message;
    }

    private void pump(OutputStream toBackend) throws IOException {
        InputStream fromBackend = backend.getInputStream();
        threads.execute(() -> {
            try (Socket half = backend) {
                copy(fromClient, toBackend);
            } catch (IOException e) {
                // The client hung up; closing the backend's side is the answer.
            }
        });
        copy(fromBackend, toClient);
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        int count = from.read(buffer);
        while (count >= 0) {
            to.write(buffer, 0, count);
            to.flush();
            count = from.read(buffer);
        }
    }
}
