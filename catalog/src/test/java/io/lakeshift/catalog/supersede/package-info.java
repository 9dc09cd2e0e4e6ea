/** Tests of superseding. */
@NullMarked
package io.lakeshift.catalog.supersede;

import org.jspecify.annotations.NullMarked;
