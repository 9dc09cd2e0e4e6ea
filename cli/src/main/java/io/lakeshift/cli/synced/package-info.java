/** How synced tables are shown to people: the reports that users of the notebook know, and progress. */
@NullMarked
package io.lakeshift.cli.synced;

import org.jspecify.annotations.NullMarked;
