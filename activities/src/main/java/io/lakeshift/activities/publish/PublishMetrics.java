package io.lakeshift.activities.publish;

import java.time.Duration;

/** Hears of what publishing does. Implementations are thread-safe. */
public interface PublishMetrics {
    PublishMetrics NONE = new PublishMetrics() {
        @Override
        public void published(String table, PublishedCommit commit, Duration latency) {}

        @Override
        public void failed(String table) {}

        @Override
        public void activeFiles(String table, long files) {}
    };

    /** @param latency from ratified to a file in the log */
    void published(String table, PublishedCommit commit, Duration latency);

    void failed(String table);

    void activeFiles(String table, long files);
}
