/** The sqldelta kind: one Delta table's metadata moves from log files into PostgreSQL, which then owns the commits. */
@NullMarked
package io.lakeshift.workflows.sqldelta;

import org.jspecify.annotations.NullMarked;
