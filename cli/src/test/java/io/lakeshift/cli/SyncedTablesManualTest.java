package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manual of synced tables has to say. */
class SyncedTablesManualTest {
    private static final Path DOCS = Path.of("../docs");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://databricks.com/devhub",
                "https://github.com/databricks/devhub",
                "https://github.com/databricks/devhub/issues",
                "https://databricks.com/devhub/llms.txt",
                "https://databricks.com/devhub/docs/tools/databricks-cli",
                "https://databricks.com/devhub/docs/lakehouse/overview",
                "https://docs.databricks.com/aws/en/oltp/",
                "https://docs.databricks.com/aws/en/oltp/projects/",
                "https://docs.databricks.com/aws/en/oltp/projects/cli",
                "https://docs.databricks.com/aws/en/oltp/instances/sync-data/sync-table",
                "https://docs.databricks.com/aws/en/oltp/projects/sync-tables",
                "https://docs.databricks.com/aws/en/ldp/",
                "https://docs.databricks.com/aws/en/delta/delta-change-data-feed",
                "https://docs.databricks.com/aws/en/connect/unity-catalog/cloud-storage/s3/s3-external-location-manual",
                "https://docs.databricks.com/aws/en/catalogs/create-catalog.html",
                "https://docs.databricks.com/aws/en/dev-tools/cli/reference/external-locations-commands",
                "https://docs.databricks.com/aws/en/dev-tools/cli/reference/storage-credentials-commands",
                "https://docs.databricks.com/aws/en/oltp/projects/lakehouse-sync",
                "https://docs.databricks.com/aws/en/oltp/projects/register-uc",
                "https://docs.databricks.com/aws/en/ingestion/lakeflow-connect/scd",
            })
    void linksTheDocumentation(String link) throws IOException {
        assertThat(manual()).contains("<" + link + ">");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE <catalog>.<schema>.<table> SET TBLPROPERTIES (delta.enableChangeDataFeed = true);",
                "`mode: SNAPSHOT` for that table",
                "first delete it in Unity Catalog, wait until it is gone, then `DROP TABLE fashion_demo_lakebase.products_synced;` in PostgreSQL",
                "Stuck in `PROVISIONING` or `INITIALIZING`",
                "wait 5 to 10 minutes",
                "Workflows, the table's pipeline (`synced_table_<catalog>_<schema>_<table>`), latest run",
                "Failed to decode token",
                "set `timeseriesKey`: the row with its latest value wins",
                "SELECT <key>, COUNT(*) FROM <table> GROUP BY <key> HAVING COUNT(*) > 1;",
                "GRANT USE SCHEMA, CREATE TABLE ON SCHEMA <catalog>.<schema> TO <you>;",
                "SELECT REPLACE(col, CAST(CHAR(0) AS STRING), '') AS col FROM table",
                "Overview tab",
                "sync a view over it, in mode `SNAPSHOT`",
                "DROP TABLE IF EXISTS fashion_demo_lakebase.products_synced;",
                "6 some synced tables failed and the others are where they should be",
            })
    void tellsTheRemedyOfEveryTrouble(String statement) throws IOException {
        assertThat(Files.readString(DOCS.resolve("troubleshooting.md"))).contains(statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster with DBR 13.3+",
                "more than 10 % of the rows change regularly",
                "about 10x more efficient than incremental",
                "at most every 5 minutes",
                "a manual refresh is refused",
                "LAKEBASE_PASSWORD_SETUP.md",
                "not a personal access token",
                "redeploy, test against the synced tables, and roll back within the window",
                "5 to 15 minutes",
            })
    void tellsModesLimitsAndPasswords(String statement) throws IOException {
        assertThat(manual()).contains(statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`https://<workspace>.cloud.databricks.com`; without access, ask the workspace admin",
                "macOS, Linux, Windows with WSL",
                "`0.296+` by `databricks -v`",
                "brew tap databricks/tap && brew install databricks",
                "brew update && brew upgrade databricks",
                "winget install Databricks.DatabricksCLI",
                "winget upgrade Databricks.DatabricksCLI",
                "curl -fsSL https://raw.githubusercontent.com/databricks/setup-cli/main/install.sh",
                "`%LOCALAPPDATA%`",
                "databricks auth login --host <workspace-url> --profile <PROFILE>",
                "it shows an OAuth URL to open in a browser",
                "`DATABRICKS_CLIENT_ID`, `DATABRICKS_CLIENT_SECRET`",
                "`databricks auth login --profile <NAME>`",
                "`export DATABRICKS_CONFIG_PROFILE=<PROFILE>`",
                "`databricks current-user me --profile <PROFILE>`",
                "log in again and pick the right workspace",
            })
    void tellsHowToLogIn(String statement) throws IOException {
        assertThat(manual()).contains(statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Use DevHub as the source where a step is unclear",
                "Read everything before acting",
                "Never assume: ask whether to create or to reuse",
                "Fetch documents instead of guessing",
                "Be a conversation, not a script",
                "One question at a time; \"Not sure, help me decide\"; multiple choice; lists where there is no such tool",
                "Understand, verify the environment, build, test locally, deploy",
                "Defaults for the looks of an application",
                "A copy-pastable error report",
                "All sections end to end",
                "Clarify the goal: production, learning, demo",
                "Walk the sections in order, stitch them",
                "Four intents, one of them a tour without commands",
                "Create or reuse, because resources cost money and time",
                "Which profile",
                "Real data or a seed to swap later",
                "Today's scope: stop early",
                "Verify the environment always, even if told that it is fine",
            })
    void saysWhatBecomesOfEachRuleForAgents(String rule) throws IOException {
        assertThat(manual()).containsPattern("\n\\| " + Pattern.quote(rule) + " \\| [^|]+ \\|\n");
    }

    @Test
    void namesOnlyVerbsThatThereAre() throws IOException {
        // Given
        List<String> verbs = HelpTest.verbs().toList();

        // When
        List<String> named = Pattern.compile("`(?:\\./)?lakeshift ([a-z-]+)")
                .matcher(manual() + Files.readString(DOCS.resolve("troubleshooting.md")))
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();

        // Then
        assertThat(named).isNotEmpty();
        assertThat(verbs).containsAll(named);
    }

    private static String manual() throws IOException {
        return Files.readString(DOCS.resolve("syncedtables.md"));
    }
}
