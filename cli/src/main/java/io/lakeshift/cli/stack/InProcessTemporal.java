package io.lakeshift.cli.stack;

import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.util.Optional;

/**
 * The SDK's service inside this process. Its own port would bind every interface without a password, so it has none:
 * clients come through a gateway on loopback.
 */
final class InProcessTemporal implements TemporalService {
    private static final int PREFERRED_PORT = 7243;
    private static final int ANY_PORT = 0;
    private static final boolean REAL_TIME = true;

    private final TestServer.InProcessTestServer server;
    private final LoopbackGateway gateway;

    private InProcessTemporal(TestServer.InProcessTestServer server, LoopbackGateway gateway) {
        this.server = server;
        this.gateway = gateway;
    }

    static InProcessTemporal start() throws IOException {
        TestServer.InProcessTestServer server = TestServer.createServer(REAL_TIME);
        return new InProcessTemporal(server, gateway(server));
    }

    /** The preferred port may be taken between looking and binding; any other serves as well. */
    private static LoopbackGateway gateway(TestServer.InProcessTestServer server) throws IOException {
        try {
            return LoopbackGateway.open(server.getChannel(), Loopback.port(PREFERRED_PORT));
        } catch (IOException e) {
            return LoopbackGateway.open(server.getChannel(), ANY_PORT);
        }
    }

    @Override
    public TemporalEndpoint endpoint() {
        return new TemporalEndpoint(gateway.address(), "default", TemporalEndpoint.Kind.IN_PROCESS, Optional.empty());
    }

    @Override
    public void close() {
        gateway.close();
        server.close();
    }
}
