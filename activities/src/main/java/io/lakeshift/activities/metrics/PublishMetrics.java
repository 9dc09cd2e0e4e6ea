package io.lakeshift.activities.metrics;

import java.time.Duration;

/** Hears of what publishing does. Implementations are thread-safe. */
public interface PublishMetrics {
    PublishMetrics NONE = new PublishMetrics() {
        @Override
        public void published(String table, PublishedCommit commit, Duration latency) {}

        @Override
        public void committed(String table, Duration latency) {}

        @Override
        public void opened(String table, Duration took) {}

        @Override
        public void failed(String table) {}

        @Override
        public void activeFiles(String table, long files) {}
    };

    /** @param latency from ratified to a file in the log */
    void published(String table, PublishedCommit commit, Duration latency);

    /** @param latency from the time that the writer put into its commit to the commit's ratification */
    void committed(String table, Duration latency);

    /** @param took to read the newest snapshot's protocol, metadata and number of files from the catalog */
    void opened(String table, Duration took);

    void failed(String table);

    void activeFiles(String table, long files);
}
