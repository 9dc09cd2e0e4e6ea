/** Hand-written stand-ins for the activity ports, and the environment that runs workflows against them. */
@NullMarked
package io.lakeshift.workflows.testing;

import org.jspecify.annotations.NullMarked;
