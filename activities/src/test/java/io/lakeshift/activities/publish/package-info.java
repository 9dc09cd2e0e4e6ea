/** Tests of publish. */
@NullMarked
package io.lakeshift.activities.publish;

import org.jspecify.annotations.NullMarked;
