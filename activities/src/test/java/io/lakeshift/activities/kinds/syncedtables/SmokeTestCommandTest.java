package io.lakeshift.activities.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.kinds.syncedtables.SmokeTest;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSmokeTests.Answered;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeTestCommandTest {
    private static final Duration ENOUGH = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void runsInTheFolderOfTheFileWithWhatWasSetAndNothingOfTheWorkers() throws Exception {
        // When
        Optional<Answered> wrong = run(ENOUGH, "env | sort > seen; pwd >> seen; test \"$1\" = --all", "--all");

        // Then
        assertThat(wrong).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("seen")))
                .contains("SCHEMA=shop_lakebase", folder.toRealPath().toString())
                .allMatch(line -> line.startsWith("/")
                        || line.matches("(PATH|HOME|LANG|LC_ALL|TZ|TMPDIR|SCHEMA|PWD|OLDPWD|SHLVL|_)=.*"));
    }

    @Test
    void whatItEndsWithAndWroteLastIsToldWithoutSecrets() throws Exception {
        // When
        Optional<Answered> wrong = run(
                ENOUGH,
                "i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done; echo password=hunter2 >&2; exit 3");

        // Then
        assertThat(wrong)
                .contains(new Answered(
                        false,
                        true,
                        "./check.sh ended with 3 and wrote: line 2996 | line 2997 | line 2998 | line 2999 |"
                                + " password=***"));
    }

    @Test
    void oneThatRunsForTooLongIsEndedWithAllThatItHasStarted() throws Exception {
        // When
        Optional<Answered> wrong = run(Duration.ofSeconds(2), "sleep 300 & echo $! > child; echo waiting; wait");

        // Then
        assertThat(wrong)
                .contains(new Answered(
                        false, true, "./check.sh ran for longer than PT2S and was ended and wrote: waiting"));
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        Awaitility.await()
                .until(() ->
                        ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void oneThatIsNotThereIsNotAskedAgain() {
        // When
        Optional<Answered> wrong = new SmokeTestCommand(application(List.of("./absent.sh")), ENOUGH).run();

        // Then
        assertThat(wrong).hasValueSatisfying(answered -> {
            assertThat(answered.again()).isFalse();
            assertThat(answered.said())
                    .startsWith("./absent.sh cannot be started (")
                    .contains("No such file or directory");
        });
    }

    private Optional<Answered> run(Duration longest, String script, String... arguments) throws IOException {
        Path file = folder.resolve("check.sh");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        List<String> command = new java.util.ArrayList<>(List.of("./check.sh"));
        command.addAll(List.of(arguments));
        return new SmokeTestCommand(application(command), longest).run();
    }

    private Application application(List<String> command) {
        return new Application(
                folder.resolve("app.env").toString(),
                Map.of("SCHEMA", "shop_lakebase"),
                List.of(),
                Optional.of(new SmokeTest(List.of(), command, Duration.ofMinutes(1))));
    }
}
