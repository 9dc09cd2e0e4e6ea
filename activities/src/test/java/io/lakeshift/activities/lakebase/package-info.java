/** Tests of the package of the same name. */
@NullMarked
package io.lakeshift.activities.lakebase;

import org.jspecify.annotations.NullMarked;
