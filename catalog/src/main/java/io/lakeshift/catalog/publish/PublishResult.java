package io.lakeshift.catalog.publish;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one round of publishing did.
 *
 * @param publishedVersions how many versions became files in this round
 * @param version every version up to here is a file in the log
 * @param checkpointVersion the checkpoint that this round wrote
 * @param checkpointProblem why a due checkpoint is missing; it holds up no commit and is tried again
 */
public record PublishResult(
        long publishedVersions, long version, OptionalLong checkpointVersion, Optional<String> checkpointProblem) {}
