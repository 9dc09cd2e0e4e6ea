package io.lakeshift.catalog.postgres;

/** One logical file: of two rows with the same key, at most one is live. */
record FileKey(String path, String dvId) {}
