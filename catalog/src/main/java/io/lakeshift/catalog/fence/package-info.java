/** The fence: a commit that keeps ordinary file writers out of a table whose commits the catalog decides. */
@NullMarked
package io.lakeshift.catalog.fence;

import org.jspecify.annotations.NullMarked;
