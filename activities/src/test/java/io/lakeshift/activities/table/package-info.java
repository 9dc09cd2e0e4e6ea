/** Tests of table. */
@NullMarked
package io.lakeshift.activities.table;

import org.jspecify.annotations.NullMarked;
