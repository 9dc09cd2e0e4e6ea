/** The syncedtables kind: Unity Catalog tables become read-only PostgreSQL tables in Lakebase, kept fresh by pipelines. */
@NullMarked
package io.lakeshift.workflows.syncedtables;

import org.jspecify.annotations.NullMarked;
