/** Reading a table's state at a version from the catalog alone. */
@NullMarked
package io.lakeshift.catalog.snapshot;

import org.jspecify.annotations.NullMarked;
