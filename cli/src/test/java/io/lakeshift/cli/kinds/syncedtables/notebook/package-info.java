@NullMarked
package io.lakeshift.cli.kinds.syncedtables.notebook;

import org.jspecify.annotations.NullMarked;
