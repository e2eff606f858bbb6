package org.imagefactory.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.Program;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.libvirt.TestLibvirt;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.Field;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A host that a preflight looks at, as each test wants it. */
abstract class PreflightCase {

    @TempDir Path folder;
    final RecordingRunner runner = new RecordingRunner();
    final Specs specs = new Specs();
    Optional<String> kvmObstacle = Optional.empty();
    long freeBytes = 100L << 30;
    final SpaceClaims claims = new SpaceClaims(anyFolder -> freeBytes);
    Path programs;
    Path memoryInfo;
    Path firmware;

    @BeforeEach
    void makeHost() throws IOException {
        programs = Files.createDirectory(folder.resolve("bin"));
        for (Program program : Program.values()) {
            program(program.command());
        }
        memoryInfo =
                Files.writeString(
                        folder.resolve("meminfo"),
                        "MemTotal: 2097152 kB\nMemAvailable: 1048576 kB\nSwapTotal: 0 kB\nHugePages: 0\n");
        specs.cache = folder.resolve("a/b/cache");
        firmware = Files.createDirectory(folder.resolve("firmware"));
    }

    Preflight preflight() {
        return preflight(folder);
    }

    Preflight preflight(Path temporaryFolder) {
        // The real folders of programs at the end of every search path do not belong to this host.
        SearchPath all = SearchPath.of(Map.of("PATH", programs.toString()));
        SearchPath path = new SearchPath(List.of(all.folders().get(0)));
        return new Preflight(
                runner,
                path,
                temporaryFolder,
                folder,
                TestLibvirt.engine(runner, folder, kvmObstacle, firmware),
                new Preflight.Host(anyFolder -> freeBytes, memoryInfo),
                claims);
    }

    AnswerFile answers(AnswerFile.Kind kind, String text) throws IOException {
        return new AnswerFile(kind, Files.writeString(folder.resolve("answers.cfg"), text));
    }

    void program(String name) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    static Finding error(List<Finding> findings) {
        List<Finding> errors = findings.stream().filter(Finding::isError).toList();
        assertThat(errors).hasSize(1);
        return errors.get(0);
    }

    static BuildException failure(List<Finding> findings) {
        Description description =
                new Description(
                        Map.of(), Map.of(Field.ANSWER_FILE, "x.conf:3"), Map.of(), Set.of());
        List<Finding> told = findings.stream().map(finding -> finding.told(description)).toList();
        return catchThrowableOfType(BuildException.class, () -> Preflight.require(told));
    }
}
