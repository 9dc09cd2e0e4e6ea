/** A Databricks workspace to rehearse on, in one process. */
@NullMarked
package io.lakeshift.sandbox;

import org.jspecify.annotations.NullMarked;
