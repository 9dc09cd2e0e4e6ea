/** Synced tables on the command line: their plan file, reports and verbs. */
@NullMarked
package io.lakeshift.cli.kinds.syncedtables;

import org.jspecify.annotations.NullMarked;
