package io.lakeshift.catalog.kernel;

import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;

/**
 * Columns of a classic checkpoint. Kernel's own schema leaves out members that Delta defines, so it is spelled out here:
 * <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#checkpoint-schema">Checkpoint Schema</a>.
 */
final class CheckpointSchema {
    private static final DataType TEXT = StringType.STRING;
    private static final DataType LONG = LongType.LONG;
    private static final DataType INT = IntegerType.INTEGER;
    private static final DataType FLAG = BooleanType.BOOLEAN;
    static final ArrayType TEXTS = new ArrayType(TEXT, false);
    static final MapType TEXT_MAP = new MapType(TEXT, TEXT, true);

    static final StructType DELETION_VECTOR = new StructType()
            .add("storageType", TEXT)
            .add("pathOrInlineDv", TEXT)
            .add("offset", INT)
            .add("sizeInBytes", INT)
            .add("cardinality", LONG);

    static final StructType TXN =
            new StructType().add("appId", TEXT).add("version", LONG).add("lastUpdated", LONG);

    static final StructType ADD = new StructType()
            .add("path", TEXT)
            .add("partitionValues", TEXT_MAP)
            .add("size", LONG)
            .add("modificationTime", LONG)
            .add("dataChange", FLAG)
            .add("stats", TEXT)
            .add("tags", TEXT_MAP)
            .add("deletionVector", DELETION_VECTOR)
            .add("baseRowId", LONG)
            .add("defaultRowCommitVersion", LONG)
            .add("clusteringProvider", TEXT);

    static final StructType REMOVE = new StructType()
            .add("path", TEXT)
            .add("deletionTimestamp", LONG)
            .add("dataChange", FLAG)
            .add("extendedFileMetadata", FLAG)
            .add("partitionValues", TEXT_MAP)
            .add("size", LONG)
            .add("tags", TEXT_MAP)
            .add("deletionVector", DELETION_VECTOR)
            .add("baseRowId", LONG)
            .add("defaultRowCommitVersion", LONG);

    static final StructType FORMAT = new StructType().add("provider", TEXT).add("options", TEXT_MAP);

    static final StructType META_DATA = new StructType()
            .add("id", TEXT)
            .add("name", TEXT)
            .add("description", TEXT)
            .add("format", FORMAT)
            .add("schemaString", TEXT)
            .add("partitionColumns", TEXTS)
            .add("configuration", TEXT_MAP)
            .add("createdTime", LONG);

    static final StructType PROTOCOL = new StructType()
            .add("minReaderVersion", INT)
            .add("minWriterVersion", INT)
            .add("readerFeatures", TEXTS)
            .add("writerFeatures", TEXTS);

    static final StructType DOMAIN_METADATA =
            new StructType().add("domain", TEXT).add("configuration", TEXT).add("removed", FLAG);

    static final StructType ACTION = new StructType()
            .add("txn", TXN)
            .add("add", ADD)
            .add("remove", REMOVE)
            .add("metaData", META_DATA)
            .add("protocol", PROTOCOL)
            .add("domainMetadata", DOMAIN_METADATA);

    private CheckpointSchema() {}
}
