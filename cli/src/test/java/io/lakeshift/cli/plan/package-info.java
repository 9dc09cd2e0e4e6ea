/** Tests of plan files. */
@NullMarked
package io.lakeshift.cli.plan;

import org.jspecify.annotations.NullMarked;
