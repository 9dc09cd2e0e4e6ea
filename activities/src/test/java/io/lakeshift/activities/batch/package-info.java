/** Tests of batch. */
@NullMarked
package io.lakeshift.activities.batch;

import org.jspecify.annotations.NullMarked;
