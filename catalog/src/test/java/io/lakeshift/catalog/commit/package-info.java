/** Tests of ratifying. */
@NullMarked
package io.lakeshift.catalog.commit;

import org.jspecify.annotations.NullMarked;
