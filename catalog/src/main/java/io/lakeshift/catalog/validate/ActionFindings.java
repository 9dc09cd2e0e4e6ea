package io.lakeshift.catalog.validate;

import java.util.Map;

/** Tells what differs between the actions of one version: files apart from everything else. */
final class ActionFindings implements ActionSets.Listener {
    private static final Map<String, DriftCode> CODES = Map.of(
            "metaData", DriftCode.METADATA,
            "protocol", DriftCode.PROTOCOL,
            "txn", DriftCode.TRANSACTION,
            "domainMetadata", DriftCode.DOMAIN_METADATA);

    private final Drift drift;
    private long version;

    ActionFindings(Drift drift) {
        this.drift = drift;
    }

    /** What is told from now on belongs to this version. */
    void at(long next) {
        version = next;
    }

    @Override
    public void missingInSql(LogAction log) {
        tell(DriftCode.MISSING_IN_SQL, log, "", log.body().toString(), "");
    }

    @Override
    public void extraInSql(LogAction sql) {
        tell(DriftCode.EXTRA_IN_SQL, sql, "", "", sql.body().toString());
    }

    @Override
    public void mismatch(LogAction log, LogAction sql) {
        if (!log.name().equals(sql.name())) {
            missingInSql(log);
            extraInSql(sql);
            return;
        }
        for (String member : log.differences(sql)) {
            tell(DriftCode.MISMATCH, log, member, log.member(member), sql.member(member));
        }
    }

    /** A column of an action's row that is not a member of the action. */
    void derived(LogAction action, String column, String expected, String found) {
        if (!expected.equals(found)) {
            tell(DriftCode.DERIVED, action, column, expected, found);
        }
    }

    private void tell(DriftCode code, LogAction action, String member, String log, String sql) {
        drift.historyDiffers();
        String where = "version " + version + " " + action.name();
        if (action.isFileAction()) {
            drift.file(new DriftFinding(code, action.path(), (where + " " + member).strip(), log, sql));
        } else {
            drift.add(new DriftFinding(CODES.getOrDefault(action.name(), code), where, member, log, sql));
        }
    }
}
