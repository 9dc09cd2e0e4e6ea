package io.lakeshift.catalog.log;

import io.lakeshift.catalog.store.ActionRow;

/** Takes actions in the order of the log. */
@FunctionalInterface
public interface ActionSink {
    void accept(ActionRow action);
}
