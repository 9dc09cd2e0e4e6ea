package io.lakeshift.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root: it only says what there is. */
@Command(
        name = "lakeshift",
        description =
                "Migrates lakehouse tables durably: every migration can be stopped, resumed, approved and undone.",
        synopsisHeading = "Usage: ",
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs (each with --help):%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        footer = {
            "",
            "Examples:",
            "  lakeshift demo --yes",
            "  lakeshift import /data/sales",
            "  lakeshift migrate -f plan.yaml",
        },
        mixinStandardHelpOptions = true,
        versionProvider = LakeshiftCommand.Version.class)
final class LakeshiftCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a verb.");
    }

    static void listExitCodes(CommandSpec spec) {
        Map<String, String> codes = new LinkedHashMap<>();
        Arrays.stream(ExitCode.values()).forEach(code -> codes.put(String.valueOf(code.code()), code.meaning()));
        spec.usageMessage().exitCodeList(codes);
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"lakeshift " + BuildInfo.load().version()};
        }
    }
}
