package io.lakeshift.catalog.discover;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Walks directories for table roots. Symbolic links are not followed, so no walk is endless. */
final class TableRoots {
    private static final String LOG = "_delta_log";

    private final int depth;
    private final List<Path> found = new ArrayList<>();

    private TableRoots(int depth) {
        this.depth = depth;
    }

    static List<Path> under(Path path, boolean recursive) {
        if (!Files.isDirectory(path)) {
            throw DiscoverErrors.noDirectory(path);
        }
        TableRoots roots = new TableRoots(recursive ? Integer.MAX_VALUE : 1);
        roots.visit(path, 0);
        Collections.sort(roots.found);
        return roots.found;
    }

    private void visit(Path directory, int level) {
        boolean table = Files.isDirectory(directory.resolve(LOG));
        if (table) {
            found.add(directory);
        }
        if (level < depth) {
            for (Path child : children(directory)) {
                if (mayHoldTables(child, table)) {
                    visit(child, level + 1);
                }
            }
        }
    }

    /** A table's partition folders hold its data; its other folders may hold tables of their own. */
    private static boolean mayHoldTables(Path directory, boolean insideTable) {
        String name = Objects.requireNonNull(directory.getFileName()).toString();
        boolean hidden = name.startsWith("_") || name.startsWith(".");
        return (!hidden || Files.isDirectory(directory.resolve(LOG))) && !(insideTable && name.contains("="));
    }

    private static List<Path> children(Path directory) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                directory, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && !isLog(entry))) {
            entries.forEach(children::add);
        } catch (NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw DiscoverErrors.unreadable(directory, e);
        }
        return children;
    }

    private static boolean isLog(Path entry) {
        return Objects.requireNonNull(entry.getFileName()).toString().equals(LOG);
    }
}
