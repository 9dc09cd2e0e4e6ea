package io.lakeshift.catalog.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The unique id of a deletion vector: storage type, then path or inline data, then {@code @offset} where there is one
 * (Delta protocol, "Derived Fields"). With the path it names one logical file.
 */
final class DeletionVectorId {
    private DeletionVectorId() {}

    static String of(String descriptor) throws IOException {
        byte[] bytes = descriptor.getBytes(StandardCharsets.UTF_8);
        String storageType = null;
        String pathOrInlineDv = null;
        Long offset = null;
        try (MemberReader reader = new MemberReader(bytes, 0, bytes.length, false)) {
            reader.enterDocument("deletionVector");
            for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
                switch (member) {
                    case "storageType" -> storageType = reader.text();
                    case "pathOrInlineDv" -> pathOrInlineDv = reader.text();
                    case "offset" -> offset = reader.number();
                    default -> reader.skip();
                }
            }
        }
        return of(storageType, pathOrInlineDv, offset);
    }

    static String of(@Nullable String storageType, @Nullable String pathOrInlineDv, @Nullable Long offset)
            throws MalformedActionException {
        return ActionParser.required(storageType, "deletionVector.storageType")
                + ActionParser.required(pathOrInlineDv, "deletionVector.pathOrInlineDv")
                + (offset == null ? "" : "@" + offset);
    }
}
