package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.catalog.discover.DiscoveredTable;
import io.lakeshift.workflows.kinds.sqldelta.TableDiscovery;
import java.util.List;
import java.util.Optional;

/** Discovers with the catalog's discovery, and hands the tables on in pages. */
public final class TableDiscoveryImpl implements TableDiscovery {
    private static final int LARGEST_PAGE = 1_000;

    private final StepRunner steps;

    public TableDiscoveryImpl(StepRunner steps) {
        this.steps = steps;
    }

    @Override
    public Page discover(Discover request) {
        return steps.reading(heartbeat -> page(request));
    }

    private static Page page(Discover request) {
        List<DiscoveredTable> all = new io.lakeshift.catalog.discover.TableDiscovery()
                .discover(request.path(), request.recursive(), request.exclude());
        List<DiscoveredTable> kept =
                all.stream().filter(table -> table.skippedBy().isEmpty()).toList();
        List<DiscoveredTable> rest = kept.stream()
                .filter(table -> request.after()
                        .map(after -> table.path().compareTo(after) > 0)
                        .orElse(true))
                .toList();
        int size = Math.min(Math.min(request.limit(), LARGEST_PAGE), rest.size());
        List<Found> page =
                rest.subList(0, size).stream().map(TableDiscoveryImpl::found).toList();
        Optional<String> next =
                size < rest.size() ? Optional.of(rest.get(size - 1).path()) : Optional.empty();
        return new Page(page, all.size() - kept.size(), next);
    }

    private static Found found(DiscoveredTable table) {
        return new Found(
                table.path(),
                table.alias(),
                table.version(),
                table.files(),
                table.bytes(),
                table.readerFeatures(),
                table.writerFeatures(),
                table.problem());
    }
}
