/** Tests of how results are printed and kept. */
@NullMarked
package io.lakeshift.cli.output;

import org.jspecify.annotations.NullMarked;
