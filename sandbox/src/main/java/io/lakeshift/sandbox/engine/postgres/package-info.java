/** Source tables kept in PostgreSQL with a change log. */
@NullMarked
package io.lakeshift.sandbox.engine.postgres;

import org.jspecify.annotations.NullMarked;
