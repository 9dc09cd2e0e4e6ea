/** The one life cycle of every migration, its approvals and commands, and the ports to ledger and audit. */
@NullMarked
package io.lakeshift.workflows.lifecycle;

import org.jspecify.annotations.NullMarked;
