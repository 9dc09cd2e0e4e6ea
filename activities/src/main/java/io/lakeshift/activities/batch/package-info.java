/** What a batch asks of the Temporal service itself. */
@NullMarked
package io.lakeshift.activities.batch;

import org.jspecify.annotations.NullMarked;
