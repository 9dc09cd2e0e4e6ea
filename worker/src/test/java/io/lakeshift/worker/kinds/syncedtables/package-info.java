@NullMarked
package io.lakeshift.worker.kinds.syncedtables;

import org.jspecify.annotations.NullMarked;
