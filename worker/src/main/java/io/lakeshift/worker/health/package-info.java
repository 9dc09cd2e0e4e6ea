/** Health checks: what the worker stands on, and how far publishing is behind. */
@NullMarked
package io.lakeshift.worker.health;

import org.jspecify.annotations.NullMarked;
