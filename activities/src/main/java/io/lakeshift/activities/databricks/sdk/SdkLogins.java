package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.core.DatabricksConfig;
import io.lakeshift.activities.databricks.Logins;
import io.lakeshift.activities.databricks.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration file as {@code databricks auth login} writes it. */
public final class SdkLogins implements Logins {
    private static final Pattern SECTION = Pattern.compile("^\\s*\\[([^\\]]+)]\\s*$");
    private static final Pattern HOST = Pattern.compile("^\\s*host\\s*=\\s*(\\S+)\\s*$");

    private final Path file;

    public SdkLogins(Path file) {
        this.file = file;
    }

    @Override
    public List<Login> list() {
        List<Login> logins = new ArrayList<>();
        if (!Files.isReadable(file)) {
            return logins;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher section = SECTION.matcher(line);
                Matcher host = HOST.matcher(line);
                if (section.matches()) {
                    logins.add(new Login(section.group(1).strip(), ""));
                } else if (host.matches() && !logins.isEmpty()) {
                    int last = logins.size() - 1;
                    logins.set(last, new Login(logins.get(last).profile(), host.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The CLI keeps settings of its own in sections that are no profiles.
        logins.removeIf(login -> login.profile().startsWith("__"));
        return List.copyOf(logins);
    }

    @Override
    public Workspace open(Login login) {
        return SdkWorkspaces.open(
                new DatabricksConfig().setConfigFile(file.toString()).setProfile(login.profile()),
                Optional.of(login.profile()));
    }
}
