/** The publish loop of a shard of tables. */
@NullMarked
package io.lakeshift.activities.publish;

import org.jspecify.annotations.NullMarked;
