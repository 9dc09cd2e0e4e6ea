@NullMarked
package io.lakeshift.workflows.databricks;

import org.jspecify.annotations.NullMarked;
