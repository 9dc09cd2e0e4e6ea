/** Words that every kind on Databricks shares: names, Lakebases, resources, states of a sync. */
@NullMarked
package io.lakeshift.workflows.databricks;

import org.jspecify.annotations.NullMarked;
