/** Unity Catalog: catalogs, schemas, tables, grants, storage. */
@NullMarked
package io.lakeshift.sandbox.unity;

import org.jspecify.annotations.NullMarked;
