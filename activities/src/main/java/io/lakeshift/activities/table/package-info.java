/** Activities on single tables, over the catalog. */
@NullMarked
package io.lakeshift.activities.table;

import org.jspecify.annotations.NullMarked;
