/** The independent validator: compares the catalog with the log, which Delta Kernel reads, and reports every difference. */
@NullMarked
package io.lakeshift.catalog.validate;

import org.jspecify.annotations.NullMarked;
