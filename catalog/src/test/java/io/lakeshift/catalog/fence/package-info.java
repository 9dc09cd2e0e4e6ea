/** Tests of the fence, on real tables and a real database. */
@NullMarked
package io.lakeshift.catalog.fence;

import org.jspecify.annotations.NullMarked;
