/** Finding Delta tables under a path. */
@NullMarked
package io.lakeshift.catalog.discover;

import org.jspecify.annotations.NullMarked;
