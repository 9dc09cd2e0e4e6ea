/** The PostgreSQL server and the door that clients log in through. */
@NullMarked
package io.lakeshift.sandbox.postgres;

import org.jspecify.annotations.NullMarked;
