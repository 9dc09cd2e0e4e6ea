/** Hears what publishing does, for whoever measures it. */
@NullMarked
package io.lakeshift.activities.metrics;

import org.jspecify.annotations.NullMarked;
