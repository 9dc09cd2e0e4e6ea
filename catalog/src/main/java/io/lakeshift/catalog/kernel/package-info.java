/** Delta Kernel behind our own words; the only place here that knows its types. */
@NullMarked
package io.lakeshift.catalog.kernel;

import org.jspecify.annotations.NullMarked;
