/** Publishing the ratified commits of a shard's tables back to their logs, for as long as the shard lives. */
@NullMarked
package io.lakeshift.workflows.publish;

import org.jspecify.annotations.NullMarked;
