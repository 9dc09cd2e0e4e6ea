package io.lakeshift.cli.stack;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC listener on loopback in front of a channel inside this process. It passes messages on as bytes and knows no
 * service, so every method that the channel answers is reachable from another terminal.
 */
final class LoopbackGateway implements AutoCloseable {
    private static final int MAX_MESSAGE_BYTES = 64 << 20;
    private static final long SHUTDOWN_SECONDS = 2;
    private static final String NO_TOKEN = "This Temporal service belongs to the Lakeshift stack of another user, or of"
            + " another home. Use the same LAKESHIFT_HOME, as the user who started it.";

    private final Server server;

    private LoopbackGateway(Server server) {
        this.server = server;
    }

    /** @param token without which nothing is passed on: other users of the machine reach loopback, too */
    static LoopbackGateway open(Channel target, int port, String token) throws IOException {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(Loopback.address(), port))
                .fallbackHandlerRegistry(new Forwarding(target, token))
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .build()
                .start();
        return new LoopbackGateway(server);
    }

    String address() {
        return Loopback.HOST + ":" + server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Forwarding extends HandlerRegistry {
        private static final Metadata.Key<String> AUTHORIZATION =
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

        private final Channel target;
        private final byte[] expected;

        Forwarding(Channel target, String token) {
            this.target = target;
            this.expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                    .setFullMethodName(name)
                    .setType(MethodDescriptor.MethodType.UNKNOWN)
                    .setRequestMarshaller(Bytes.INSTANCE)
                    .setResponseMarshaller(Bytes.INSTANCE)
                    .build();
            return ServerMethodDefinition.create(method, (call, headers) -> forward(method, call, headers));
        }

        private ServerCall.Listener<byte[]> forward(
                MethodDescriptor<byte[], byte[]> method, ServerCall<byte[], byte[]> incoming, Metadata headers) {
            String shown = headers.get(AUTHORIZATION);
            if (shown == null || !MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), expected)) {
                incoming.close(Status.UNAUTHENTICATED.withDescription(NO_TOKEN), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            headers.discardAll(AUTHORIZATION);
            // The deadline travels in the gRPC context, which newCall reads.
            ClientCall<byte[], byte[]> outgoing = target.newCall(method, CallOptions.DEFAULT);
            outgoing.start(new ToClient(incoming), headers);
            outgoing.request(1);
            incoming.request(1);
            return new ToTarget(incoming, outgoing);
        }
    }

    private static final class ToClient extends ClientCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> incoming;
        private boolean headersSent;

        ToClient(ServerCall<byte[], byte[]> incoming) {
            this.incoming = incoming;
        }

        @Override
        public void onHeaders(Metadata headers) {
            headersSent = true;
            incoming.sendHeaders(headers);
        }

        @Override
        public void onMessage(byte[] message) {
            if (!headersSent) {
                onHeaders(new Metadata());
            }
            incoming.sendMessage(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            incoming.close(status, trailers);
        }
    }

    private static final class ToTarget extends ServerCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> incoming;
        private final ClientCall<byte[], byte[]> outgoing;

        ToTarget(ServerCall<byte[], byte[]> incoming, ClientCall<byte[], byte[]> outgoing) {
            this.incoming = incoming;
            this.outgoing = outgoing;
        }

        @Override
        public void onMessage(byte[] message) {
            outgoing.sendMessage(message);
            incoming.request(1);
            outgoing.request(1);
        }

        @Override
        public void onHalfClose() {
            outgoing.halfClose();
        }

        @Override
        public void onCancel() {
            outgoing.cancel("the client has gone", null);
        }
    }

    private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
        INSTANCE;

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
