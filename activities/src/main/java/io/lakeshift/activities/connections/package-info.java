/** From the names of connections, which payloads carry, to open catalogs. */
@NullMarked
package io.lakeshift.activities.connections;

import org.jspecify.annotations.NullMarked;
