/** Tests of the package of the same name. */
@NullMarked
package io.lakeshift.activities.syncedtables;

import org.jspecify.annotations.NullMarked;
