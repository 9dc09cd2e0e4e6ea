/** Verbs on tables without a plan file, each a short workflow, and the activity ports they share with the kinds. */
@NullMarked
package io.lakeshift.workflows.table;

import org.jspecify.annotations.NullMarked;
