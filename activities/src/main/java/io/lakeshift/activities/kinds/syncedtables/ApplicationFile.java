package io.lakeshift.activities.kinds.syncedtables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    /** At once or not at all, with the rights that the file has. */
    private void write(List<String> lines) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            Path next = Files.createTempFile(parent, "." + file.getFileName(), ".next");
            Files.write(next, lines);
            if (Files.exists(file)) {
                Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(file));
            }
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw SyncedTableMessages.applicationFile(file, e.getClass().getSimpleName());
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
