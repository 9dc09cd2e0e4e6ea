/** How people write databases and tables: database URLs, deltasql URIs, table locations. */
@NullMarked
package io.lakeshift.catalog.uri;

import org.jspecify.annotations.NullMarked;
