package io.lakeshift.cli.stack;

import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The SDK's service inside this process. Its own port would bind every interface without a password, so it has none:
 * clients come through a gateway on loopback, with a token that is in a file which only its owner may read.
 */
final class InProcessTemporal implements TemporalService {
    private static final int PREFERRED_PORT = 7243;
    private static final int ANY_PORT = 0;
    private static final boolean REAL_TIME = true;

    private final TestServer.InProcessTestServer server;
    private final LoopbackGateway gateway;
    private final String token;

    private InProcessTemporal(TestServer.InProcessTestServer server, LoopbackGateway gateway, String token) {
        this.server = server;
        this.gateway = gateway;
        this.token = token;
    }

    private static String newToken() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    static InProcessTemporal start() throws IOException {
        TestServer.InProcessTestServer server = TestServer.createServer(REAL_TIME);
        String token = newToken();
        return new InProcessTemporal(server, gateway(server, token), token);
    }

    /** The preferred port may be taken between looking and binding; any other serves as well. */
    private static LoopbackGateway gateway(TestServer.InProcessTestServer server, String token) throws IOException {
        try {
            return LoopbackGateway.open(server.getChannel(), Loopback.port(PREFERRED_PORT), token);
        } catch (IOException e) {
            return LoopbackGateway.open(server.getChannel(), ANY_PORT, token);
        }
    }

    @Override
    public TemporalEndpoint endpoint() {
        return new TemporalEndpoint(
                gateway.address(), "default", TemporalEndpoint.Kind.IN_PROCESS, Optional.empty(), Optional.of(token));
    }

    @Override
    public void close() {
        gateway.close();
        server.close();
    }
}
