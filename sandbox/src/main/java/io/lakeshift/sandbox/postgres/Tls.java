package io.lakeshift.sandbox.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of the sandbox's own, made by the JDK's keytool while the rest of the sandbox starts. One for all the
 * sandboxes of a process, because keytool takes a JVM of its own.
 */
public final class Tls {
    private static final Tls OF_THIS_PROCESS = new Tls();

    private final FutureTask<SSLContext> made = new FutureTask<>(Tls::make);

    private Tls() {
        Thread maker = new Thread(made, "sandbox-certificate");
        maker.setDaemon(true);
        maker.start();
    }

    /** Returns at once; who needs the certificate waits for it. */
    public static Tls prepare() {
        return OF_THIS_PROCESS;
    }

    /** Waits until the certificate is there. */
    public SSLContext context() throws IOException {
        try {
            return made.get();
        } catch (ExecutionException e) {
            throw new IOException("the sandbox has no certificate", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static SSLContext make() throws IOException {
        Path directory = Files.createTempDirectory("lakeshift-sandbox-tls");
        Path file = directory.resolve("keystore.p12");
        String password = UUID.randomUUID().toString();
        try {
            generate(file, password);
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, password.toCharArray());
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the sandbox's certificate could not be read", e);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        }
    }

    private static void generate(Path file, String password) throws IOException {
        ProcessBuilder keytool = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "sandbox",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass:env",
                "SANDBOX_STORE"));
        keytool.environment().put("SANDBOX_STORE", password);
        keytool.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = keytool.start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("keytool made no certificate");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
