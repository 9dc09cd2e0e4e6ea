package io.lakeshift.catalog.log;

import java.util.Set;

/** The reader features that this program can take over; a table with another one is neither imported nor ratified. */
public final class ReaderFeatures {
    public static final Set<String> KNOWN = Set.of(
            "catalogManaged",
            "columnMapping",
            "deletionVectors",
            "geospatial",
            "timestampNtz",
            "typeWidening",
            "typeWidening-preview",
            "v2Checkpoint",
            "vacuumProtocolCheck",
            "variantType",
            "variantType-preview",
            "variantShredding",
            "variantShredding-preview");

    private ReaderFeatures() {}
}
