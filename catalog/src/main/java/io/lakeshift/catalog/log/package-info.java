/** Reading and writing a _delta_log: storage, listing, actions from JSON and Parquet. Knows nothing of Delta Kernel. */
@NullMarked
package io.lakeshift.catalog.log;

import org.jspecify.annotations.NullMarked;
