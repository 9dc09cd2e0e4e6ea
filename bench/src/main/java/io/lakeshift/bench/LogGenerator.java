package io.lakeshift.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the JSON commits of a Delta log whose data files do not exist, and keeps books of what is live. Readers of
 * metadata need no more than that.
 */
final class LogGenerator {
    private final LogShape shape;
    private final Path log;
    private final Random64 random;
    private final ActionWriter actions;
    private final List<Integer> live = new ArrayList<>();
    /** File number to the generation of its deletion vector, from 1; absent where there is none. */
    private final Map<Integer, Integer> vectors = new HashMap<>();

    private int files;
    private int extraColumns;
    private long adds;
    private long removes;
    private long logBytes;

    LogGenerator(LogShape shape, Path table) {
        this.shape = shape;
        this.log = table.resolve("_delta_log");
        this.random = new Random64(shape.seed());
        this.actions = new ActionWriter(shape);
    }

    /** Fails when the log is there already. */
    Oracle generate() throws IOException {
        Files.createDirectories(log.getParent());
        Files.createDirectory(log);
        for (int version = 0; version < shape.commits(); version++) {
            byte[] commit = String.join("", commit(version)).getBytes(StandardCharsets.UTF_8);
            logBytes += commit.length;
            Files.write(log.resolve("%020d.json".formatted(version)), commit);
        }
        return oracle();
    }

    private List<String> commit(int version) throws IOException {
        boolean optimize = version % shape.optimizeEvery() == shape.optimizeEvery() - 1 && live.size() > 10;
        List<String> commit = new ArrayList<>();
        commit.add(actions.commitInfo(version, optimize));
        if (version == 0) {
            commit.add(actions.protocol());
            commit.add(actions.metadata(extraColumns));
        } else if (version % shape.schemaChangeEvery() == 0) {
            commit.add(actions.metadata(++extraColumns));
        }
        if (version % shape.txnEvery() == 0) {
            commit.add(actions.txn(version));
        }
        if (optimize) {
            for (int i = 0; i < 10; i++) {
                int file = removeFromLive(random.below(live.size()));
                commit.add(remove(file, version, false));
                vectors.remove(file);
            }
            commit.add(add(newFile(), version, false));
        } else {
            removeSome(version, commit);
            for (int i = 0; i < shape.addsPerCommit(); i++) {
                commit.add(add(newFile(), version, true));
            }
        }
        return commit;
    }

    private void removeSome(int version, List<String> commit) throws IOException {
        double perCommit = shape.addsPerCommit() * shape.removeFraction();
        int due = (int) ((version + 1) * perCommit) - (int) (version * perCommit);
        // Delta allows a path in at most one add of a commit.
        Set<Integer> touched = new HashSet<>();
        for (int i = 0; i < due && !live.isEmpty(); i++) {
            int place = random.below(live.size());
            int file = live.get(place);
            if (!touched.add(file)) {
                continue;
            }
            if (random.below(1_000_000) < shape.deletionVectorFraction() * 1_000_000) {
                commit.add(remove(file, version, true));
                vectors.merge(file, 1, Integer::sum);
                commit.add(add(file, version, true));
            } else {
                removeFromLive(place);
                commit.add(remove(file, version, true));
                vectors.remove(file);
            }
        }
    }

    private int removeFromLive(int place) {
        int file = live.get(place);
        live.set(place, live.get(live.size() - 1));
        live.remove(live.size() - 1);
        return file;
    }

    private int newFile() {
        live.add(files);
        return files++;
    }

    private String add(int file, int version, boolean dataChange) throws IOException {
        adds++;
        return actions.add(GeneratedFile.of(shape, file), vectors.getOrDefault(file, 0), version, dataChange);
    }

    private String remove(int file, int version, boolean dataChange) throws IOException {
        removes++;
        return actions.remove(GeneratedFile.of(shape, file), vectors.getOrDefault(file, 0), version, dataChange);
    }

    private Oracle oracle() {
        List<String> keys = new ArrayList<>();
        long bytes = 0;
        for (int id : live) {
            GeneratedFile file = GeneratedFile.of(shape, id);
            bytes += file.size();
            keys.add(file.path() + "|" + ActionWriter.vectorId(id, vectors.getOrDefault(id, 0)));
        }
        return new Oracle(shape.commits() - 1, live.size(), bytes, Oracle.sha256(keys), adds, removes, logBytes);
    }
}
