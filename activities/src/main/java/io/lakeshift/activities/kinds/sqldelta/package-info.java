/** The ports of SQL-backed Delta, over the catalog. */
@NullMarked
package io.lakeshift.activities.kinds.sqldelta;

import org.jspecify.annotations.NullMarked;
