package io.lakeshift.activities.kinds.syncedtables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application's configuration of {@code NAME=value} lines. Comments, order and other names stay as they are. */
final class ApplicationFile {
    private static final Pattern LINE =
            Pattern.compile("^(\\s*(?:export\\s+)?)([A-Za-z_][A-Za-z0-9_]*)(\\s*=\\s*)(.*)$");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    ApplicationFile(Path file) {
        this.file = file;
    }

    /** The present values of these names as JSON, for {@link #restore}; names that are not there are left out. */
    String values(Set<String> names) {
        Map<String, String> values = new TreeMap<>();
        for (String line : lines()) {
            Matcher match = LINE.matcher(line);
            if (match.matches() && names.contains(match.group(2))) {
                values.put(match.group(2), match.group(4));
            }
        }
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets the names; those that are not there are added at the end. The second time: nothing. */
    void set(Map<String, String> wanted) {
        Map<String, String> left = new TreeMap<>(wanted);
        List<String> lines = new ArrayList<>();
        for (String line : lines()) {
            Matcher match = LINE.matcher(line);
            String value = match.matches() ? left.remove(match.group(2)) : null;
            lines.add(value == null ? line : match.group(1) + match.group(2) + match.group(3) + value);
        }
        left.forEach((name, value) -> lines.add(name + "=" + value));
        write(lines);
    }

    /** Puts back what {@code before} says, where the value is still the one that was set; a person's own change stays. */
    void restore(Map<String, String> set, String before) {
        Map<String, String> earlier = parse(before);
        List<String> lines = new ArrayList<>();
        for (String line : lines()) {
            Matcher match = LINE.matcher(line);
            boolean ours = match.matches() && match.group(4).equals(set.get(match.group(2)));
            if (!ours) {
                lines.add(line);
            } else if (earlier.containsKey(match.group(2))) {
                lines.add(match.group(1) + match.group(2) + match.group(3) + earlier.get(match.group(2)));
            }
        }
        write(lines);
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw SyncedTableMessages.applicationFile(file, e.getClass().getSimpleName());
        }
    }

    /**
     * At once or not at all, and on disk when this returns: the file that a link leads to, with owner, group and rights as
     * they are. Where the worker may write the file, but may not give another one to its owner, the file itself is written.
     */
    private void write(List<String> lines) {
        try {
            Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            byte[] content =
                    (String.join("\n", lines) + (lines.isEmpty() ? "" : "\n")).getBytes(StandardCharsets.UTF_8);
            Path next = Files.createTempFile(real.getParent(), "." + real.getFileName(), ".next");
            try {
                sync(next, content);
                if (!Files.exists(real) || takesPlaceOf(real, next)) {
                    Files.move(next, real, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                    syncFolder(real);
                } else {
                    sync(real, content);
                }
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException e) {
            throw SyncedTableMessages.applicationFile(file, e.getClass().getSimpleName());
        }
    }

    /** Whether {@code next} now belongs to whom {@code real} belongs to, with the same rights. */
    private static boolean takesPlaceOf(Path real, Path next) throws IOException {
        PosixFileAttributes wanted = Files.readAttributes(real, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(next, PosixFileAttributeView.class);
        PosixFileAttributes has = view.readAttributes();
        try {
            if (!has.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
            if (!has.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
        } catch (FileSystemException e) {
            return false;
        }
        view.setPermissions(wanted.permissions());
        return true;
    }

    private static void sync(Path target, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                target, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    /** The move itself lasts only once the folder is on disk. */
    private static void syncFolder(Path real) throws IOException {
        try (FileChannel folder = FileChannel.open(real.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static Map<String, String> parse(String before) {
        try {
            return JSON.readValue(before, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds unreadable values", e);
        }
    }
}
