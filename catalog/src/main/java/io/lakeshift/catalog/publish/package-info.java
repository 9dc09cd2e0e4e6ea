/** Publishing: ratified commits become files in the table's log, in order and never over another writer's. */
@NullMarked
package io.lakeshift.catalog.publish;

import org.jspecify.annotations.NullMarked;
