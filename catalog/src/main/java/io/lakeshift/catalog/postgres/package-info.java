/** The catalog in PostgreSQL; the only place here that knows JDBC and JDBI. */
@NullMarked
package io.lakeshift.catalog.postgres;

import org.jspecify.annotations.NullMarked;
