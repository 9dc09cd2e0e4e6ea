package io.lakeshift.cli.stack;

import java.io.IOException;
import java.util.Optional;

/** The home's PostgreSQL; its address is a connection name. */
record PostgresService(Home home) implements Service<String> {
    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Running<String> start() {
        PostgresServer server = PostgresServer.start(home.postgres());
        new Connections(home).write(Connections.DEFAULT, server.url());
        return new Running<>() {
            @Override
            public String address() {
                return Connections.DEFAULT;
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    @Override
    public Optional<String> running() throws IOException {
        Optional<PostmasterPid> server =
                PostmasterPid.read(home.postgres().resolve("data")).filter(PostmasterPid::ready);
        Optional<String> url = new Connections(home).url(Connections.DEFAULT);
        boolean announced = server.isPresent()
                && url.isPresent()
                && url.get().contains(":" + server.get().port() + "/");
        return announced ? Optional.of(Connections.DEFAULT) : Optional.empty();
    }
}
