package io.lakeshift.sandbox.unity;

import io.lakeshift.sandbox.engine.TableName;
import java.util.List;
import java.util.Locale;

/** What a privilege is held on. */
public record Securable(Type type, String name) {
    /** In the words of the REST paths. */
    public enum Type {
        METASTORE,
        CATALOG,
        SCHEMA,
        TABLE,
        VOLUME,
        STORAGE_CREDENTIAL,
        EXTERNAL_LOCATION;

        /** As it stands in a sentence. */
        public String words() {
            return name().charAt(0)
                    + name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public static Securable catalog(String name) {
        return new Securable(Type.CATALOG, name);
    }

    public static Securable schema(String catalog, String schema) {
        return new Securable(Type.SCHEMA, catalog + "." + schema);
    }

    public static Securable table(TableName name) {
        return new Securable(Type.TABLE, name.toString());
    }

    /** Itself first, then what its privileges come down from. */
    List<Securable> lineage() {
        String[] parts = name.split("\\.");
        return switch (type) {
            case SCHEMA -> List.of(this, catalog(parts[0]));
            case TABLE, VOLUME -> List.of(this, schema(parts[0], parts.length > 1 ? parts[1] : ""), catalog(parts[0]));
            default -> List.of(this);
        };
    }
}
