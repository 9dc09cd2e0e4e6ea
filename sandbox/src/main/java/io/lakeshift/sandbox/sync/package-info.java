/** Moving rows from source tables into PostgreSQL. */
@NullMarked
package io.lakeshift.sandbox.sync;

import org.jspecify.annotations.NullMarked;
