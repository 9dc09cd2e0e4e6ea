package io.lakeshift.catalog.store;

/**
 * What a slice has brought, as the database counted it.
 *
 * @param versions rows of versions
 * @param files rows of add, remove and cdc actions
 */
public record SliceRows(long versions, long files) {}
