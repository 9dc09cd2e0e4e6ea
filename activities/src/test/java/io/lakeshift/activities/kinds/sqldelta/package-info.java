@NullMarked
package io.lakeshift.activities.kinds.sqldelta;

import org.jspecify.annotations.NullMarked;
