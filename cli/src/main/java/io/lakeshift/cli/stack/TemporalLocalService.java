package io.lakeshift.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The home's Temporal service: the real dev server where its program is found, else one inside this process. */
record TemporalLocalService(Home home, String path) implements Service<TemporalEndpoint> {
    @Override
    public String name() {
        return "temporal";
    }

    @Override
    public Running<TemporalEndpoint> start() throws IOException {
        Announcement.withdraw(home);
        Optional<Path> program = DevServer.find(home, path);
        TemporalService service =
                program.isPresent() ? DevServer.start(program.get(), home.temporal()) : InProcessTemporal.start();
        Announcement.ofThisProcess(service.endpoint()).write(home);
        return new Running<>() {
            @Override
            public TemporalEndpoint address() {
                return service.endpoint();
            }

            @Override
            public void close() {
                try {
                    Announcement.withdraw(home);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    service.close();
                }
            }
        };
    }

    @Override
    public Optional<TemporalEndpoint> running() {
        return Announcement.read(home).filter(Announcement::isLive).map(Announcement::temporal);
    }
}
