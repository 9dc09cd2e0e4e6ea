/** How failures of the catalog become failures of Temporal, without secrets. */
@NullMarked
package io.lakeshift.activities.failure;

import org.jspecify.annotations.NullMarked;
