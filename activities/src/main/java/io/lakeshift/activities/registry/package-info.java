/** Which kinds of migration there are. */
@NullMarked
package io.lakeshift.activities.registry;

import org.jspecify.annotations.NullMarked;
