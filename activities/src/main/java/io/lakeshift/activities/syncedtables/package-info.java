/** What the syncedtables kind does: assess, create, compare, wire and remove, over the ports to Databricks and Lakebase. */
@NullMarked
package io.lakeshift.activities.syncedtables;

import org.jspecify.annotations.NullMarked;
