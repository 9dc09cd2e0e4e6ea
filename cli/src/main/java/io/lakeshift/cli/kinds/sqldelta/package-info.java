/** SQL-backed Delta on the command line: its plan file and its verbs. */
@NullMarked
package io.lakeshift.cli.kinds.sqldelta;

import org.jspecify.annotations.NullMarked;
