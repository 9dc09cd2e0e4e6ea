package io.lakeshift.catalog.load;

/**
 * @param version newest durable version, -1 before the first
 * @param headVersion newest version of the log when it was last listed
 * @param files add, remove and cdc actions read so far in this run
 * @param bytes of the log read so far in this run
 * @param totalBytes of the log that this run reads, as far as known
 * @param durable whether this report follows a durable slice
 */
public record ImportProgress(
        long version, long headVersion, long files, long bytes, long totalBytes, boolean durable) {}
