package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.Quoting;

/** Where people look at a pipeline: its updates and their logs. */
final class PipelinePage {
    private PipelinePage() {}

    static String url(String host, String pipelineId) {
        return host.replaceFirst("/+$", "") + "/pipelines/" + Quoting.path(pipelineId);
    }
}
