/** Reads a migration notebook, without running it, into a plan. */
@NullMarked
package io.lakeshift.cli.kinds.syncedtables.notebook;

import org.jspecify.annotations.NullMarked;
