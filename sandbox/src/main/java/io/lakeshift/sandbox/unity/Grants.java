package io.lakeshift.sandbox.unity;

import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.identity.Identity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who holds which privilege on what, with what comes down from schema and catalog. */
public final class Grants {
    private static final Set<String> ALL = Set.of("ALL_PRIVILEGES", "OWNER");

    private final Map<Securable, Map<String, Set<String>>> granted = new LinkedHashMap<>();

    public synchronized void grant(Securable securable, String principal, Set<String> privileges) {
        granted.computeIfAbsent(securable, it -> new TreeMap<>())
                .computeIfAbsent(principal, it -> new TreeSet<>())
                .addAll(privileges.stream().map(Grants::spell).toList());
    }

    public synchronized void revoke(Securable securable, String principal, Set<String> privileges) {
        Map<String, Set<String>> principals = granted.getOrDefault(securable, Map.of());
        Set<String> held = principals.get(principal);
        if (held != null) {
            privileges.forEach(it -> held.remove(spell(it)));
            if (held.isEmpty()) {
                principals.remove(principal);
            }
        }
    }

    /** SQL writes a space where REST writes an underscore. */
    private static String spell(String privilege) {
        return privilege.strip().toUpperCase(java.util.Locale.ROOT).replace(' ', '_');
    }

    /** Principal to privileges, given on this very securable. */
    public synchronized Map<String, Set<String>> direct(Securable securable) {
        Map<String, Set<String>> copy = new TreeMap<>();
        granted.getOrDefault(securable, Map.of()).forEach((who, what) -> copy.put(who, new TreeSet<>(what)));
        return copy;
    }

    /** Principal to privilege to the securable it was given on. */
    public synchronized Map<String, Map<String, Securable>> effective(Securable securable) {
        Map<String, Map<String, Securable>> all = new TreeMap<>();
        for (Securable each : securable.lineage()) {
            direct(each).forEach((who, what) -> {
                Map<String, Securable> mine = all.computeIfAbsent(who, it -> new TreeMap<>());
                what.forEach(privilege -> mine.putIfAbsent(privilege, each));
            });
        }
        return all;
    }

    public boolean holds(Identity identity, Securable securable, String privilege) {
        return identity.admin()
                || effective(securable).entrySet().stream()
                        .filter(it -> identity.is(it.getKey()))
                        .anyMatch(it -> it.getValue().containsKey(privilege)
                                || it.getValue().keySet().stream().anyMatch(ALL::contains));
    }

    /** Refuses with 403 and the privilege's name. */
    public void demand(Identity identity, Securable securable, String privilege) {
        if (!holds(identity, securable, privilege)) {
            throw ApiErrors.lacks(
                    identity.name(),
                    privilege.replace('_', ' '),
                    securable.type().words(),
                    securable.name());
        }
    }

    /** What reading a table takes. */
    public void demandSelect(Identity identity, io.lakeshift.sandbox.engine.TableName table) {
        demand(identity, Securable.catalog(table.catalog()), "USE_CATALOG");
        demand(identity, Securable.schema(table.catalog(), table.schema()), "USE_SCHEMA");
        demand(identity, Securable.table(table), "SELECT");
    }

    /** What making a table takes. */
    public void demandCreate(Identity identity, String catalog, String schema) {
        demand(identity, Securable.catalog(catalog), "USE_CATALOG");
        demand(identity, Securable.schema(catalog, schema), "USE_SCHEMA");
        demand(identity, Securable.schema(catalog, schema), "CREATE_TABLE");
    }

    public synchronized void forget(Securable securable) {
        granted.remove(securable);
    }
}
