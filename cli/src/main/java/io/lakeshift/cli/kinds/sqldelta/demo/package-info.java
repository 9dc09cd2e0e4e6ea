/** The story that `demo` tells, on real tables. */
@NullMarked
package io.lakeshift.cli.kinds.sqldelta.demo;

import org.jspecify.annotations.NullMarked;
