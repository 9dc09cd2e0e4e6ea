/** Tests of the embedded stack, with real processes. */
@NullMarked
package io.lakeshift.cli.stack;

import org.jspecify.annotations.NullMarked;
