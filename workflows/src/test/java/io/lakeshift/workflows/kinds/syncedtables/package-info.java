@NullMarked
package io.lakeshift.workflows.kinds.syncedtables;

import org.jspecify.annotations.NullMarked;
