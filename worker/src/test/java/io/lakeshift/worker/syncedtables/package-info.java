/** Synced tables end to end: real workers and Temporal, the real SDK, against the sandbox. */
@NullMarked
package io.lakeshift.worker.syncedtables;

import org.jspecify.annotations.NullMarked;
