/** The ports on the Databricks SDK for Java; nothing outside of this package knows it. */
@NullMarked
package io.lakeshift.activities.databricks.sdk;

import org.jspecify.annotations.NullMarked;
