/** Tests of the package of the same name. */
@NullMarked
package io.lakeshift.activities.databricks;

import org.jspecify.annotations.NullMarked;
