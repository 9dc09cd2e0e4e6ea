/** What Prometheus scrapes. */
@NullMarked
package io.lakeshift.worker.metrics;

import org.jspecify.annotations.NullMarked;
