/** Unity Catalog tables into Lakebase, as synced tables: workflows, phases and ports. */
@NullMarked
package io.lakeshift.workflows.kinds.syncedtables;

import org.jspecify.annotations.NullMarked;
