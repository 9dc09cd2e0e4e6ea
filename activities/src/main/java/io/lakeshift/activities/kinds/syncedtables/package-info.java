/** The ports of synced tables, over the workspace and its Lakebase. */
@NullMarked
package io.lakeshift.activities.kinds.syncedtables;

import org.jspecify.annotations.NullMarked;
