/** What Lakeshift asks of a Databricks workspace, in its own words: ports without any class of the SDK. */
@NullMarked
package io.lakeshift.activities.databricks;

import org.jspecify.annotations.NullMarked;
