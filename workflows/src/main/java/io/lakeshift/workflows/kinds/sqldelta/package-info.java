/** A Delta table's metadata, from its log into PostgreSQL and back: workflows, phases and ports. */
@NullMarked
package io.lakeshift.workflows.kinds.sqldelta;

import org.jspecify.annotations.NullMarked;
