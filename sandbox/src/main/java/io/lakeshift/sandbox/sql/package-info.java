/** SQL warehouses and statements. */
@NullMarked
package io.lakeshift.sandbox.sql;

import org.jspecify.annotations.NullMarked;
