package io.lakeshift.catalog.log;

import java.io.IOException;

/** JSON that is not a Delta action; the message is the end of a sentence that names file and line. */
final class MalformedActionException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedActionException(String problem) {
        super(problem);
    }
}
