/** Real things for tests of every module: a PostgreSQL and tables written by Spark. */
@NullMarked
package io.lakeshift.catalog.testing;

import org.jspecify.annotations.NullMarked;
