@NullMarked
package io.lakeshift.activities.kinds.syncedtables;

import org.jspecify.annotations.NullMarked;
