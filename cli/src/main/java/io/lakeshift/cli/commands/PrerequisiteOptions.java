package io.lakeshift.cli.commands;

import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.doctor.Place;
import io.lakeshift.cli.doctor.Place.Destination;
import io.lakeshift.cli.doctor.Purpose;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What prerequisites are looked for, and where. */
public final class PrerequisiteOptions {
    /** By the words of the command line. */
    static final class PurposeConverter implements ITypeConverter<Purpose> {
        @Override
        public Purpose convert(String word) {
            return Stream.of(Purpose.values())
                    .filter(it -> it.toString().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + word + "' is none of synced-tables, lakehouse-sync, medallion"));
        }
    }

    @Option(
            names = "--for",
            paramLabel = "synced-tables|lakehouse-sync|medallion",
            converter = PurposeConverter.class,
            description = "Also look whether the workspace has what this needs.")
    private @Nullable Purpose purpose;

    @Option(names = "--project", paramLabel = "NAME", description = "The Lakebase project, without a plan.")
    private @Nullable String project;

    @Option(names = "--branch", paramLabel = "NAME", description = "Its branch (default: the project's own).")
    private @Nullable String branch;

    @Option(
            names = "--database",
            paramLabel = "NAME",
            defaultValue = "databricks_postgres",
            description = "Its database (default: ${DEFAULT-VALUE}).")
    private String database = "";

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            defaultValue = "public",
            description = "The PostgreSQL schema whose tables go to Unity Catalog (default: ${DEFAULT-VALUE}).")
    private String schema = "";

    @Option(
            names = "--destination",
            paramLabel = "CATALOG.SCHEMA",
            description = "Where in Unity Catalog histories go, or are.")
    private @Nullable String destination;

    @Option(names = "--entity", paramLabel = "NAME", description = "A table whose history is needed; may be repeated.")
    private List<String> entities = List.of();

    Optional<Purpose> purpose() {
        return Optional.ofNullable(purpose);
    }

    /** @param planned the Lakebase of the plan, where there is a plan */
    Place place(Optional<Lakebase> planned) {
        return new Place(planned.or(this::lakebase), schema, destination(), entities);
    }

    private Optional<Lakebase> lakebase() {
        return Optional.ofNullable(project)
                .map(name -> new Lakebase(
                        Optional.empty(),
                        Backend.AUTOSCALING,
                        Optional.empty(),
                        Optional.of("projects/" + name + (branch == null ? "" : "/branches/" + branch)),
                        database,
                        Optional.empty()));
    }

    private Optional<Destination> destination() {
        if (destination == null) {
            return Optional.empty();
        }
        String[] parts = destination.split("\\.", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new CommandException(
                    ExitCode.USAGE, "--destination is %s, but must be CATALOG.SCHEMA.".formatted(destination));
        }
        return Optional.of(new Destination(parts[0], parts[1]));
    }
}
