/** Activities of the sqldelta kind, over the catalog. */
@NullMarked
package io.lakeshift.activities.sqldelta;

import org.jspecify.annotations.NullMarked;
