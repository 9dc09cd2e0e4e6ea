package io.lakeshift.workflows;

/**
 * What a long activity heartbeats: the Web UI shows it under pending activities, and {@code watch} draws its bar from it.
 *
 * @param step what is being done, such as {@code copy}
 * @param version the newest version that is durable; -1 before the first
 * @param done how much is done, in {@code unit}s
 * @param total how much there is; 0 while unknown
 * @param unit what is counted, such as {@code versions} or {@code files}
 */
public record ActivityProgress(String step, long version, long done, long total, String unit) {}
