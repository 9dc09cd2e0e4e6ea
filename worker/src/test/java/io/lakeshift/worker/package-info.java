/** Tests of the workers on a real PostgreSQL and a Temporal service in the process. */
@NullMarked
package io.lakeshift.worker;

import org.jspecify.annotations.NullMarked;
