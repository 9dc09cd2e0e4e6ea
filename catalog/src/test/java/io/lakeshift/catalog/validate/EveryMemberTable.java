package io.lakeshift.catalog.validate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A log whose commits hold every action with every member that Delta has, and some that it does not have yet. */
final class EveryMemberTable {
    private EveryMemberTable() {}

    static Path write(Path root) throws IOException {
        Path log = Files.createDirectories(root.resolve("_delta_log"));
        Files.writeString(log.resolve("00000000000000000000.json"), """
                {"commitInfo":{"inCommitTimestamp":1700000000000,"timestamp":1700000000001,"userId":"7","userName":"ann","operation":"CREATE TABLE","operationParameters":{"isManaged":"false","n":1.50},"txnId":"t-0","engineInfo":"x","future":{"a":[1,2.0,null]}}}
                {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["deletionVectors"],"writerFeatures":["deletionVectors","domainMetadata","rowTracking","inCommitTimestamp","changeDataFeed","appendOnly","invariants"],"future":1}}
                {"metaData":{"id":"3f2b6f1e-0000-4000-8000-000000000001","name":"sales","description":"what was sold","format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[{\\"name\\":\\"id\\",\\"type\\":\\"long\\",\\"nullable\\":true,\\"metadata\\":{}},{\\"name\\":\\"p\\",\\"type\\":\\"string\\",\\"nullable\\":true,\\"metadata\\":{}}]}","partitionColumns":["p"],"configuration":{"delta.enableInCommitTimestamps":"true","owner":"ann"},"createdTime":1700000000000,"future":{"b":true}}}
                {"add":{"path":"p=1/a%20b.parquet","partitionValues":{"p":"1"},"size":100,"modificationTime":1700000000002,"dataChange":true,"stats":"{\\"numRecords\\":10, \\"maxValues\\":{\\"id\\":9223372036854775807}}","tags":{"T":"1","N":null},"deletionVector":{"storageType":"u","pathOrInlineDv":"vBn[lx{q8@P<9BNH/isA","offset":1,"sizeInBytes":36,"cardinality":2,"maxRowIndex":9},"baseRowId":0,"defaultRowCommitVersion":0,"clusteringProvider":"liquid","future":{"c":1e3}}}
                {"add":{"path":"p=2/c.parquet","partitionValues":{"p":null},"size":200,"modificationTime":1700000000003,"dataChange":false,"stats":"{\\"numRecords\\":20}","baseRowId":10,"defaultRowCommitVersion":0}}
                """);
        Files.writeString(log.resolve("00000000000000000001.json"), """
                {"commitInfo":{"inCommitTimestamp":1700000001000,"userId":"8","operation":"WRITE","operationParameters":{"mode":"Append"},"txnId":"t-1"}}
                {"txn":{"appId":"stream","version":5,"lastUpdated":1700000001001,"future":"d"}}
                {"domainMetadata":{"domain":"delta.rowTracking","configuration":"{\\"rowIdHighWaterMark\\":40}","removed":false,"future":"e"}}
                {"remove":{"path":"p=1/a%20b.parquet","deletionTimestamp":1700000001002,"dataChange":true,"extendedFileMetadata":true,"partitionValues":{"p":"1"},"size":100,"stats":"{\\"numRecords\\":10}","tags":{"T":"1"},"deletionVector":{"storageType":"u","pathOrInlineDv":"vBn[lx{q8@P<9BNH/isA","offset":1,"sizeInBytes":36,"cardinality":2},"baseRowId":0,"defaultRowCommitVersion":0,"future":"f"}}
                {"cdc":{"path":"_change_data/g.parquet","partitionValues":{"p":"1"},"size":50,"dataChange":false,"tags":{"T":"2"},"future":"g"}}
                {"add":{"path":"p=3/d.parquet","partitionValues":{"p":"3"},"size":300,"modificationTime":1700000001003,"dataChange":true,"stats":"{\\"numRecords\\":20}","baseRowId":30,"defaultRowCommitVersion":1}}
                {"futureAction":{"h":[1,{"i":null}]}}
                """);
        return root;
    }
}
