package io.lakeshift.cli.kinds.sqldelta.demo;

import io.lakeshift.workflows.kinds.sqldelta.TableValidations.Parity;
import io.lakeshift.workflows.lifecycle.ApprovalRequest;
import io.lakeshift.workflows.lifecycle.Progress;
import java.nio.file.Path;
import java.util.List;

/** What the demo does through workflows. */
public interface DemoActs {
    /** The name under which the table is registered. */
    String alias(DemoTable table);

    /** @param keepsWindow its rollback window stays open; else it closes as soon as the cut over is proven */
    void start(DemoTable table, Path root, boolean keepsWindow);

    Progress progress(DemoTable table);

    void approve(ApprovalRequest asked);

    void reject(DemoTable table);

    void rollback(DemoTable table);

    /** Brings what the files have and the catalog has not into the catalog. */
    void catchUp(DemoTable table, Path root);

    Parity compare(DemoTable table);

    /** Versions that were committed in SQL. */
    List<Long> ratifiedVersions(DemoTable table);
}
