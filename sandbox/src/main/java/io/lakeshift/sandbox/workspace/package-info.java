/** Workspace files. */
@NullMarked
package io.lakeshift.sandbox.workspace;

import org.jspecify.annotations.NullMarked;
