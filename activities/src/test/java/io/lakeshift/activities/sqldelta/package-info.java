/** Tests of sqldelta. */
@NullMarked
package io.lakeshift.activities.sqldelta;

import org.jspecify.annotations.NullMarked;
