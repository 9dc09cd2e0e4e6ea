/** SQL-backed Delta: the words, errors and records that every part of the catalog shares. */
@NullMarked
package io.lakeshift.catalog;

import org.jspecify.annotations.NullMarked;
