package io.lakeshift.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

class DeploymentFilesTest {
    private static final Pattern SECRET_KEY = Pattern.compile("(?i).*(PASSWORD|PWD|SECRET|TOKEN).*");

    @Test
    void everyYamlFileIsWellFormedAndRepeatsNoKey() {
        // Given
        List<Path> files = Project.files("", ".yml", ".yaml");

        // Then
        assertThat(files).isNotEmpty();
        assertThat(files)
                .allSatisfy(file -> assertThatCode(
                                () -> yaml().loadAll(Project.read(file)).forEach(document -> {}))
                        .as(file.toString())
                        .doesNotThrowAnyException());
    }

    @Test
    void composeRunsPinnedImagesOrBuildsFromThisRepository() {
        services().forEach((name, service) -> {
            if (service.get("build") instanceof Map<?, ?> build) {
                assertThat(Project.ROOT.resolve(String.valueOf(build.get("dockerfile"))))
                        .as(name)
                        .isRegularFile();
            } else {
                assertThat(String.valueOf(service.get("image")))
                        .as(name)
                        .matches("[a-z/-]+:(\\$\\{[A-Z_]+:-)?[0-9.]+}?");
            }
        });
    }

    @Test
    void composeMountsOnlyFilesThatExist() {
        List<String> mounted = new ArrayList<>();
        services()
                .values()
                .forEach(service -> strings(service.get("volumes")).stream()
                        .filter(volume -> volume.startsWith("./"))
                        .map(volume -> volume.substring(0, volume.indexOf(':')))
                        .forEach(mounted::add));

        assertThat(mounted)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Project.ROOT.resolve(file)).exists());
    }

    @Test
    void composePublishesOnLoopbackOnly() {
        List<String> ports = new ArrayList<>();
        services().values().forEach(service -> ports.addAll(strings(service.get("ports"))));

        assertThat(ports).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void composeHoldsNoSecret() {
        services().forEach((name, service) -> {
            if (service.get("environment") instanceof Map<?, ?> environment) {
                environment.forEach((key, value) -> {
                    if (SECRET_KEY.matcher(key.toString()).matches()) {
                        assertThat(value.toString()).as("%s.%s", name, key).startsWith("${");
                    }
                });
            }
        });
    }

    @Test
    void theContainerStartsAClassThatExists() {
        // Given
        Matcher main =
                Pattern.compile("\"(io\\.lakeshift\\.[A-Za-z.]+)\"").matcher(Project.read("deploy/worker/Dockerfile"));

        // Then
        assertThat(main.find()).isTrue();
        assertThatCode(() -> Class.forName(main.group(1))).doesNotThrowAnyException();
    }

    private static Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Map<String, Object>>> compose = yaml().load(Project.read("docker-compose.yml"));
        return compose.getOrDefault("services", Map.of());
    }

    private static List<String> strings(@Nullable Object list) {
        return list instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(options);
    }
}
