package io.lakeshift.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The JSON commits of a table, oldest first. */
final class LogFiles {
    private LogFiles() {}

    static List<Path> commits(Path table) throws IOException {
        List<Path> commits = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(table.resolve("_delta_log"), "*.json")) {
            files.forEach(commits::add);
        }
        Collections.sort(commits);
        return commits;
    }

    static long version(Path commit) {
        return Long.parseLong(commit.getFileName().toString().substring(0, 20));
    }
}
