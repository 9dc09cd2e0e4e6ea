/** The syncedtables kind's workflows, with time that is skipped. */
@NullMarked
package io.lakeshift.workflows.syncedtables;

import org.jspecify.annotations.NullMarked;
