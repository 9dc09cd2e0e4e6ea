@NullMarked
package io.lakeshift.cli.kinds.syncedtables;

import org.jspecify.annotations.NullMarked;
