package io.lakeshift.bench;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One data file that only the log knows: everything about it follows from its number.
 *
 * @param region null for about one file in a thousand, as in real tables
 */
record GeneratedFile(
        int id, long hash, String date, @Nullable String region, String path, long size, int records) {
    private static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);
    private static final String[] REGIONS = {
        "eu-west", "eu-central", "us-east", "us-west", "ap-south", "ap-east", "sa", "af"
    };

    static GeneratedFile of(LogShape shape, int id) {
        long hash = Random64.mix(shape.seed() ^ (id * 0x9E3779B97F4A7C15L));
        long second = Random64.mix(hash);
        String date = day(shape, id + (int) Long.remainderUnsigned(hash, 3) * (shape.expectedFiles() / 365 + 1));
        String region = Long.remainderUnsigned(hash, 997) == 0
                ? null
                : REGIONS[(int) Long.remainderUnsigned(second, REGIONS.length)];
        int records = 1000 + (int) Long.remainderUnsigned(hash, 200_000);
        String path = "date=%s/region=%s/part-%05d-%016x-%04x-c%09d.c000.snappy.parquet"
                .formatted(
                        date,
                        region == null ? "__HIVE_DEFAULT_PARTITION__" : region,
                        id % 200,
                        hash,
                        second & 0xffff,
                        id);
        return new GeneratedFile(
                id, hash, date, region, path, records * (60 + Long.remainderUnsigned(second, 40)), records);
    }

    /** Files arrive roughly in the order of their dates: a year over the table's life. */
    private static String day(LogShape shape, int id) {
        return FIRST_DAY
                .plusDays(Math.floorMod(id * 365L / shape.expectedFiles(), 365))
                .toString();
    }

    String statistics(boolean tightBounds) {
        long other = Random64.mix(hash ^ 7);
        long low = Long.remainderUnsigned(hash, 1_000_000_000);
        return """
                {"numRecords":%d,"minValues":{"id":%d,"user_id":%d,"event_ts":"%sT00:00:%02d.%03dZ","amount":%d.%02d,\
                "qty":%d,"price":%d.%03d,"name":"aa%06x Ännchen","comment":"%016x%016x"},\
                "maxValues":{"id":%d,"user_id":%d,"event_ts":"%sT23:59:%02d.%03dZ","amount":%d.%02d,\
                "qty":%d,"price":%d.%03d,"name":"zz%06x Zoë","comment":"%016x%016x"},\
                "nullCount":{"id":0,"user_id":%d,"event_ts":0,"amount":%d,"qty":0,"price":%d,"name":%d,"comment":%d}%s}""".formatted(
                        records,
                        id * 200_000L,
                        low,
                        date,
                        part(hash, 60),
                        part(other, 1000),
                        part(hash, 100),
                        part(other, 100),
                        part(hash, 10),
                        part(other, 1000),
                        part(hash, 1000),
                        other & 0xffffff,
                        hash,
                        other,
                        id * 200_000L + records,
                        low + 1_000_000,
                        date,
                        part(other, 60),
                        part(hash, 1000),
                        10_000 + part(other, 10_000),
                        part(hash, 100),
                        1000 + part(hash, 10),
                        1_000_000 + part(hash, 1000),
                        part(other, 1000),
                        hash & 0xffffff,
                        other,
                        hash,
                        part(hash, 5),
                        part(other, 100),
                        part(other, 7),
                        part(hash, 1000),
                        part(other, 1000),
                        tightBounds ? "" : ",\"tightBounds\":false");
    }

    private static long part(long hash, int bound) {
        return Long.remainderUnsigned(hash, bound);
    }
}
