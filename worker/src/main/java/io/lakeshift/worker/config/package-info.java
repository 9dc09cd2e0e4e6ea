/** The worker's configuration, one record per concern. */
@NullMarked
package io.lakeshift.worker.config;

import org.jspecify.annotations.NullMarked;
