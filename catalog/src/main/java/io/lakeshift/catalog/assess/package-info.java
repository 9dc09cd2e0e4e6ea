/** What an import of a table will meet: findings, sizes, estimates. Read-only. */
@NullMarked
package io.lakeshift.catalog.assess;

import org.jspecify.annotations.NullMarked;
