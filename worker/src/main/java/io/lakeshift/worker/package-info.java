/** The worker application. */
@NullMarked
package io.lakeshift.worker;

import org.jspecify.annotations.NullMarked;
