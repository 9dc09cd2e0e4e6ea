/** Tests of what Prometheus scrapes, and of the alerts on it. */
@NullMarked
package io.lakeshift.worker.metrics;

import org.jspecify.annotations.NullMarked;
