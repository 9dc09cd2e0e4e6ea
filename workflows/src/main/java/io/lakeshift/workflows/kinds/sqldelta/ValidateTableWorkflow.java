package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.Phase;

/** Compares one table's catalog and log. What it finds is its result; it fails only where it could not look. */
public final class ValidateTableWorkflow implements ValidateTable {
    private static final String VERB = "validate";

    private final TableValidations validations = TableStubs.validations();

    @Override
    public TableValidations.Parity validate(TableValidations.Validate request) {
        String name = VerbBoard.nameOf(request.table());
        VerbBoard.started(VERB, name, Phase.VALIDATING);
        TableValidations.Parity parity = validations.validate(request);
        VerbBoard.ended(
                VERB,
                name,
                parity.status() + ": catalog at version " + parity.sqlVersion() + ", log at version "
                        + parity.logVersion());
        return parity;
    }
}
