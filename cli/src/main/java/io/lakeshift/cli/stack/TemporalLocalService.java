package io.lakeshift.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The home's Temporal service: the real dev server where its program is found, else one inside this process.
 *
 * @param path where programs are looked for
 * @param database name of the connection that the owner's worker keeps ledger and audit in
 */
record TemporalLocalService(Home home, String path, String database) implements Service<Announcement> {
    @Override
    public String name() {
        return "temporal";
    }

    @Override
    public Running<Announcement> start() throws IOException {
        Announcement.withdraw(home);
        Optional<Path> program = DevServer.find(home, path);
        TemporalService service =
                program.isPresent() ? DevServer.start(program.get(), home.temporal()) : InProcessTemporal.start();
        return new Started(home, service, Announcement.ofThisProcess(service.endpoint(), database));
    }

    @Override
    public Optional<Announcement> running() {
        return Announcement.read(home).filter(Announcement::isLive);
    }

    private record Started(Home home, TemporalService service, Announcement address) implements Running<Announcement> {
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
    }
}
