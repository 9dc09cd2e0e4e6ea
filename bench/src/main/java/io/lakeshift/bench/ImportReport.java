package io.lakeshift.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures of one series as Markdown, between two marks of a page. */
record ImportReport(LogShape shape, Oracle oracle, String heap, String server, List<ImportRound> rounds) {
    private static final String BEGIN = "<!-- import benchmark: begin -->";
    private static final String END = "<!-- import benchmark: end -->";

    String markdown() {
        Series parse = series(ImportRound::parseWall);
        Series copy = series(ImportRound::copyWall);
        boolean noisy = series(ImportRound::parseCpu).noisy()
                || series(ImportRound::copyCpu).noisy();
        return String.format(
                Locale.ROOT,
                """
                %s
                %,d commits, %,d adds, %,d removes, %,.1f MB of JSON; PostgreSQL %s, JDK %s, the launcher's options and `-Xmx%s`, %d processors, \
                load average %.1f. Median of %d rounds (least–most), seconds. The answers of every timed run were right.

                | | wall | CPU |
                |---|---|---|
                | parse floor (new JVM, whole process) | %s | %s |
                | COPY floor (the transaction; the backend's CPU) | %s | %s |
                | import (new JVM, whole process; client + backends' CPU) | %s | %s + %s |
                | **import ÷ floor** | **%s** of the slower floor | **%s** of both floors |
                %s%s
                """,
                BEGIN,
                shape.commits(),
                oracle.adds(),
                oracle.removes(),
                oracle.logBytes() / 1e6,
                server,
                System.getProperty("java.version"),
                heap,
                Runtime.getRuntime().availableProcessors(),
                loadAverage(),
                rounds.size(),
                parse,
                series(ImportRound::parseCpu),
                copy,
                series(ImportRound::copyCpu),
                series(ImportRound::importWall),
                series(ImportRound::importCpu),
                series(ImportRound::importBackendCpu),
                series(ImportRound::wallRatio),
                series(ImportRound::cpuRatio),
                noisy
                        ? "\nThe same floor differed by more than a factor of two between rounds: repeat this series.\n\n"
                        : "\n",
                END);
    }

    /** Replaces what stands between the marks, or adds it at the end. */
    void replaceIn(Path page) throws IOException {
        String text = Files.exists(page) ? Files.readString(page) : "";
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        String before = begin < 0 ? text + "\n" : text.substring(0, begin);
        String after = end < 0 ? "" : text.substring(end + END.length()).stripLeading();
        Files.writeString(page, before + markdown() + (after.isEmpty() ? "" : "\n" + after));
    }

    private Series series(ToDoubleFunction<ImportRound> number) {
        return new Series(rounds.stream().map(number::applyAsDouble).toList());
    }

    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
