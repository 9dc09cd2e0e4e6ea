/** Ratifying: a commit becomes a version of a table in one transaction of the catalog. */
@NullMarked
package io.lakeshift.catalog.commit;

import org.jspecify.annotations.NullMarked;
