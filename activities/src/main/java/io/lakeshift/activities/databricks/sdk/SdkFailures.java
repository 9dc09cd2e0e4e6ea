package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.DatabricksError;
import com.databricks.sdk.core.DatabricksException;
import com.fasterxml.jackson.core.JacksonException;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.WorkspaceException.Reason;
import io.lakeshift.activities.databricks.sdk.PacingHttpClient.WebPageException;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import io.lakeshift.activities.failure.Secrets;
import io.lakeshift.workflows.MigrationFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the SDK throws, in words that say what to do about it. */
final class SdkFailures {
    private static final Set<String> EXISTS = Set.of(
            "ALREADY_EXISTS",
            "RESOURCE_ALREADY_EXISTS",
            "SCHEMA_ALREADY_EXISTS",
            "TABLE_ALREADY_EXISTS",
            "CATALOG_ALREADY_EXISTS");
    private static final Set<String> NO_SUCH_ACT = Set.of("NOT_IMPLEMENTED", "UNIMPLEMENTED", "FEATURE_DISABLED");
    /** No code tells it: a project of one API is refused by the other in words only. */
    private static final Pattern OTHER_API = Pattern.compile(
            "project (was|is|has been) created (with|through|via|by|using)|not supported for [^.]*project",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern STORAGE_DENIED = Pattern.compile(
            "ACCESS_DENIED|AccessDenied|AWS IAM role .* (permission|trust)|not authorized to perform: sts");
    private static final int LOST_ANSWER = 523;

    private final String host;
    private final Optional<String> profile;

    SdkFailures(String host, Optional<String> profile) {
        this.host = host;
        this.profile = profile;
    }

    String host() {
        return host;
    }

    /** Problems of the configuration itself, before there is a workspace. */
    static <T> T configuring(DatabricksConfig config, Optional<String> profile, Supplier<T> work) {
        try {
            return work.get();
        } catch (DatabricksException e) {
            if (text(e.getMessage()).contains(" profile configured.")) {
                throw noWorkspace(config, profile);
            }
            throw WorkspaceException.of(
                    MigrationFailure.NOT_AUTHENTICATED,
                    "No way to log in to Databricks was found" + named(profile) + ": " + text(e.getMessage())
                            + " Log in with: databricks auth login --host <workspace URL>" + flag(profile));
        }
    }

    /** Neither the profile nor the environment says which workspace is meant; the SDK would say so by a null pointer. */
    static WorkspaceException noWorkspace(DatabricksConfig config, Optional<String> profile) {
        String file = Optional.ofNullable(config.getConfigFile()).orElse("~/.databrickscfg");
        return WorkspaceException.of(
                MigrationFailure.NOT_AUTHENTICATED,
                profile.map(name -> "Profile " + name + " of " + file + " does not exist or names no host")
                                .orElse("No profile was named, and neither DATABRICKS_HOST nor the DEFAULT profile of "
                                        + file + " names a host")
                        + ". See those that there are with: databricks auth profiles. Make one with: databricks auth"
                        + " login --host <workspace URL>" + flag(profile));
    }

    WorkspaceException of(Act act, RuntimeException thrown) {
        if (thrown instanceof WorkspaceException known) {
            return known;
        }
        WebPageException page = find(thrown, WebPageException.class);
        if (page != null) {
            return noJson(act, page.getMessage());
        }
        DatabricksError error = find(thrown, DatabricksError.class);
        if (error != null && error.getStatusCode() != LOST_ANSWER && error.getStatusCode() > 0) {
            return answered(act, error);
        }
        if (find(thrown, JacksonException.class) != null) {
            return noJson(act, thrown.getMessage());
        }
        if (error != null || find(thrown, IOException.class) != null) {
            return unanswered(act, thrown);
        }
        if (thrown instanceof DatabricksException) {
            return WorkspaceException.of(
                    MigrationFailure.NOT_AUTHENTICATED,
                    "Cannot " + act.what() + ": " + text(thrown.getMessage()) + " " + login());
        }
        throw thrown;
    }

    private WorkspaceException answered(Act act, DatabricksError error) {
        String said = text(error.getMessage());
        String code = error.getErrorCode() == null ? "" : error.getErrorCode();
        int status = error.getStatusCode();
        String refused = "Cannot " + act.what() + " at " + host + ": ";
        if (said.toLowerCase(Locale.ROOT).contains("<html") || said.contains("<!DOCTYPE")) {
            return status >= 500 ? unavailable(act, "HTTP " + status + " with a web page") : noJson(act, said);
        }
        if (EXISTS.contains(code)) {
            return new WorkspaceException(
                    MigrationFailure.EXISTS_DIFFERENTLY, Reason.EXISTS, refused + said, Optional.empty());
        }
        if (NO_SUCH_ACT.contains(code) || OTHER_API.matcher(said).find()) {
            return new WorkspaceException(
                    MigrationFailure.WORKSPACE_REFUSED, Reason.NOT_BY_THIS_API, refused + said, Optional.empty());
        }
        if (code.equals("ACCESS_DENIED") || STORAGE_DENIED.matcher(said).find()) {
            return new WorkspaceException(
                    MigrationFailure.PERMISSION_DENIED, Reason.STORAGE_DENIED, refused + said, Optional.empty());
        }
        return switch (status) {
            case 401 ->
                WorkspaceException.of(
                        MigrationFailure.NOT_AUTHENTICATED,
                        "Databricks at " + host + " does not accept the login" + named(profile) + ": " + said + " "
                                + login());
            case 403 ->
                WorkspaceException.of(
                        MigrationFailure.PERMISSION_DENIED, refused + said + " That needs " + act.needs() + ".");
            case 404 -> WorkspaceException.of(MigrationFailure.OBJECT_MISSING, refused + said);
            case 409 ->
                new WorkspaceException(
                        MigrationFailure.WORKSPACE_REFUSED, Reason.CONFLICT, refused + said, Optional.empty());
            default ->
                passes(status)
                        ? unavailable(act, "HTTP " + status + " " + said)
                        : WorkspaceException.of(MigrationFailure.WORKSPACE_REFUSED, refused + said);
        };
    }

    /** Gateways before a workspace have numbers of their own above 500; only what is not implemented stays so. */
    private static boolean passes(int status) {
        return status == 408 || status == 429 || (status >= 500 && status != 501);
    }

    /** Nobody can know whether it was done. */
    private WorkspaceException unanswered(Act act, RuntimeException thrown) {
        boolean neverSent =
                find(thrown, ConnectException.class) != null || find(thrown, UnknownHostException.class) != null;
        return new WorkspaceException(
                MigrationFailure.WORKSPACE_UNAVAILABLE,
                act.changes() && !neverSent ? Reason.OUTCOME_UNKNOWN : Reason.OTHER,
                "Databricks at " + host + " gave no answer when asked to " + act.what() + " ("
                        + text(thrown.getMessage()) + "). It is tried again.",
                Optional.empty());
    }

    private WorkspaceException unavailable(Act act, String said) {
        boolean refusedUnseen = said.startsWith("HTTP 429");
        return new WorkspaceException(
                MigrationFailure.WORKSPACE_UNAVAILABLE,
                act.changes() && !refusedUnseen ? Reason.OUTCOME_UNKNOWN : Reason.OTHER,
                "Databricks at " + host + " could not " + act.what() + " now: " + said + " It is tried again.",
                PacingHttpClient.asked());
    }

    private WorkspaceException noJson(Act act, @Nullable String said) {
        return WorkspaceException.of(
                MigrationFailure.WORKSPACE_REFUSED,
                "What answers at " + host + " is no Databricks workspace: asked to " + act.what()
                        + ", it sent no JSON but: " + text(said) + " Check the host of the profile.");
    }

    private String login() {
        return "Log in again with: databricks auth login --host " + host + flag(profile);
    }

    String loginElsewhere() {
        return "databricks auth login --host <workspace URL>" + flag(profile);
    }

    private static String named(Optional<String> profile) {
        return profile.map(name -> " of profile " + name).orElse("");
    }

    private static String flag(Optional<String> profile) {
        return profile.map(name -> " --profile " + name).orElse("");
    }

    /** One line without secrets, and not longer than a person reads: failures are kept in histories. */
    static String text(@Nullable String message) {
        String known = message == null || message.isBlank() ? "no reason given" : message.strip();
        String oneLine = Secrets.scrub(known).replaceAll("\\s+", " ");
        String cut = oneLine.length() > 500 ? oneLine.substring(0, 500) + "…" : oneLine;
        return cut.endsWith(".") ? cut : cut + ".";
    }

    private static <E extends Throwable> @Nullable E find(Throwable thrown, Class<E> type) {
        for (Throwable at = thrown; at != null; at = at.getCause() == at ? null : at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
