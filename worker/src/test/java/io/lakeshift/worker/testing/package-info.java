/** A whole stack for tests. */
@NullMarked
package io.lakeshift.worker.testing;

import org.jspecify.annotations.NullMarked;
