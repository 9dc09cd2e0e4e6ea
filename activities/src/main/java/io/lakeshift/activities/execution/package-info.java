/** How an activity is run: once, under a lease, with heartbeats. */
@NullMarked
package io.lakeshift.activities.execution;

import org.jspecify.annotations.NullMarked;
