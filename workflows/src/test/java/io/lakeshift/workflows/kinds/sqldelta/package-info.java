@NullMarked
package io.lakeshift.workflows.kinds.sqldelta;

import org.jspecify.annotations.NullMarked;
