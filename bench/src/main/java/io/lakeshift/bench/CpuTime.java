package io.lakeshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time that the kernel keeps per process. Linux only: elsewhere the benchmark does not run. */
final class CpuTime {
    /** USER_HZ: what /proc counts in, on every architecture that has a JDK. */
    private static final double TICKS_PER_SECOND = 100;

    private CpuTime() {}

    /** CPU seconds, user and system, of a process that runs. */
    static double of(long pid) throws IOException {
        return ticks(pid, 14, 15);
    }

    /** CPU seconds, user and system, of the children of a process that have ended and were waited for. */
    static double ofEndedChildren(long pid) throws IOException {
        return ticks(pid, 16, 17);
    }

    private static double ticks(long pid, int user, int system) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // The program's name, in parentheses, may hold anything; the numbers start after it, with field 3.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[user - 3]) + Long.parseLong(fields[system - 3])) / TICKS_PER_SECOND;
    }
}
