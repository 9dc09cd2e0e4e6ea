/** Tests of publishing. */
@NullMarked
package io.lakeshift.catalog.publish;

import org.jspecify.annotations.NullMarked;
