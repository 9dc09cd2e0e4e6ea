package io.lakeshift.bench;

import java.io.IOException;
import java.nio.file.Path;

/** {@code GenerateLog --adds 100000 --commits 10000 --out DIR}: a Delta log, and beside it DIR.expected.json. */
public final class GenerateLog {
    private GenerateLog() {}

    public static void main(String[] arguments) throws IOException {
        Arguments given = Arguments.parse(arguments, "adds", "commits", "removes", "deletion-vectors", "seed", "out");
        LogShape shape = LogShape.of(given.number("adds", 10_000), given.number("commits", 1_000))
                .withRemoves(given.fraction("removes", 0.3), given.fraction("deletion-vectors", 0))
                .withSeed(given.number("seed", 42));
        Path table = Path.of(given.required("out"));
        Oracle oracle = new LogGenerator(shape, table).generate();
        oracle.write(Oracle.fileFor(table));
        System.out.println(oracle);
    }
}
