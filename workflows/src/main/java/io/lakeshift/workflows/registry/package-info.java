/** Everything that a worker registers, in one list. */
@NullMarked
package io.lakeshift.workflows.registry;

import org.jspecify.annotations.NullMarked;
