/** Tests of connections. */
@NullMarked
package io.lakeshift.activities.connections;

import org.jspecify.annotations.NullMarked;
