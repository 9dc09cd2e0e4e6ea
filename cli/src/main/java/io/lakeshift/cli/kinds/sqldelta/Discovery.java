package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.workflows.kinds.sqldelta.DiscoverTables;
import io.lakeshift.workflows.kinds.sqldelta.TableDiscovery;
import io.lakeshift.workflows.kinds.sqldelta.TableDiscovery.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All pages of a discovery. */
record Discovery(List<Found> tables, int excluded) {
    private static final int PAGE = 200;

    static Discovery under(Session session, String path, boolean recursive, List<String> exclude) {
        Runs runs = new Runs(session);
        List<Found> found = new ArrayList<>();
        int excluded = 0;
        Optional<String> after = Optional.empty();
        do {
            TableDiscovery.Page page = runs.run(
                    DiscoverTables.class,
                    "discover/" + UUID.randomUUID(),
                    new TableDiscovery.Discover(path, recursive, exclude, after, PAGE),
                    TableDiscovery.Page.class);
            found.addAll(page.tables());
            excluded += page.excluded();
            after = page.next();
        } while (after.isPresent());
        return new Discovery(found, excluded);
    }
}
