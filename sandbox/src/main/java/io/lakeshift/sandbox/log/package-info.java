/** The ordered log of the requests that were served. */
@NullMarked
package io.lakeshift.sandbox.log;

import org.jspecify.annotations.NullMarked;
