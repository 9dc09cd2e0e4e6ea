@NullMarked
package io.lakeshift.cli.kinds.sqldelta;

import org.jspecify.annotations.NullMarked;
