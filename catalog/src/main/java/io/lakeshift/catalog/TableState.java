package io.lakeshift.catalog;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A registered table as the catalog knows it now.
 *
 * @param location normalised table root: an absolute path, or a URI with lower-case scheme and no trailing slash
 * @param logLocation the {@code _delta_log} directory that is read from and published to
 * @param deltaTableId {@code metaData.id}; empty until the first import
 * @param currentVersion newest version in the catalog, -1 before the first
 * @param publishedVersion every version up to here is a file in the log
 * @param baselineVersion first version that can be recreated; empty until the first import
 * @param fenceVersion version of the commit that raised the fence; empty while it is down
 */
public record TableState(
        UUID tableId,
        String alias,
        String location,
        String logLocation,
        Optional<String> deltaTableId,
        Authority authority,
        long currentVersion,
        long publishedVersion,
        OptionalLong baselineVersion,
        OptionalLong fenceVersion) {}
