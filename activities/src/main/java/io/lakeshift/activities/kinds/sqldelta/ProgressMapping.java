package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.catalog.load.ImportProgress;
import io.lakeshift.workflows.ActivityProgress;

/** The catalog's progress in the words of heartbeats. */
final class ProgressMapping {
    private ProgressMapping() {}

    /** Bytes of the log are the one measure that is known before the first line is read. */
    static ActivityProgress of(ImportProgress progress) {
        return new ActivityProgress(
                "import of version " + progress.version() + " of " + progress.headVersion() + ", " + progress.files()
                        + " files",
                progress.version(),
                progress.bytes(),
                progress.totalBytes(),
                "bytes");
    }
}
