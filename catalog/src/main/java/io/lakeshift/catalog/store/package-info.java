/** The port to the database, CatalogStore, in terms of Delta and without a type of any database. */
@NullMarked
package io.lakeshift.catalog.store;

import org.jspecify.annotations.NullMarked;
