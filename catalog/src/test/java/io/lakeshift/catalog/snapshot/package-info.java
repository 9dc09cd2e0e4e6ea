/** Tests of reading snapshots from the catalog. */
@NullMarked
package io.lakeshift.catalog.snapshot;

import org.jspecify.annotations.NullMarked;
