/** Importing a Delta log into the catalog, durably and in slices. */
@NullMarked
package io.lakeshift.catalog.load;

import org.jspecify.annotations.NullMarked;
