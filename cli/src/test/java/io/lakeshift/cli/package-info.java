/** Tests of the command. */
@NullMarked
package io.lakeshift.cli;

import org.jspecify.annotations.NullMarked;
