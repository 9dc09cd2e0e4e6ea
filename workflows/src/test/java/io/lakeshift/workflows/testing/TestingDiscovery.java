package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.kinds.sqldelta.TableDiscovery;
import java.util.List;
import java.util.Optional;

/** Finds two tables, one to a page. */
public final class TestingDiscovery implements TableDiscovery {
    @Override
    public Page discover(Discover request) {
        boolean first = request.after().isEmpty();
        String name = first ? "a" : "b";
        Found found = new Found(request.path() + "/" + name, name, 7, 3, 1000, List.of(), List.of(), Optional.empty());
        return new Page(List.of(found), 0, first ? Optional.of(found.path()) : Optional.empty());
    }
}
