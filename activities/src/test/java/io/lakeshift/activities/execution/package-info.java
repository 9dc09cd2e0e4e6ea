/** Tests of execution. */
@NullMarked
package io.lakeshift.activities.execution;

import org.jspecify.annotations.NullMarked;
