package io.lakeshift.cli.session;

import io.lakeshift.cli.Terminal;
import io.lakeshift.workflows.ActivityProgress;

/** One line that moves, where a person watches; elsewhere nothing. */
public final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 24;
    private static final String CLEAR_LINE = "\r\033[K";

    private final Terminal terminal;
    private final String what;

    public ProgressBar(Terminal terminal, String what) {
        this.terminal = terminal;
        this.what = what;
    }

    public void show(ActivityProgress progress) {
        if (terminal.interactive()) {
            terminal.err().print(CLEAR_LINE + text(what, progress));
            terminal.err().flush();
        }
    }

    public static String text(String what, ActivityProgress progress) {
        if (progress.total() <= 0) {
            return "%s: %s %d %s".formatted(what, progress.step(), progress.done(), progress.unit());
        }
        int filled = (int) Math.min(WIDTH, WIDTH * progress.done() / progress.total());
        return "%s: %s [%s%s] %d of %d %s"
                .formatted(
                        what,
                        progress.step(),
                        "#".repeat(filled),
                        ".".repeat(WIDTH - filled),
                        progress.done(),
                        progress.total(),
                        progress.unit());
    }

    @Override
    public void close() {
        if (terminal.interactive()) {
            terminal.err().print(CLEAR_LINE);
            terminal.err().flush();
        }
    }
}
