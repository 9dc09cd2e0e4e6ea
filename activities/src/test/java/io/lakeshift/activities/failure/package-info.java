/** Tests of failure. */
@NullMarked
package io.lakeshift.activities.failure;

import org.jspecify.annotations.NullMarked;
