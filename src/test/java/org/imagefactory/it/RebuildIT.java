package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.junit.jupiter.api.Test;

/** {@code rebuild FILE} and {@code diff A B}; installations are copies of disks. */
class RebuildIT {

    private static final long SIZE = 256L * DiskImages.MIB;

    private final Factory factory;
    private final Path then;

    RebuildIT() throws IOException {
        factory = new Factory("data=1");
        then = TestHost.shared().newFolder("then");
    }

    /** What the installer leaves: a system with this package, and all that it makes anew. */
    private void installs(String name, String version) throws Exception {
        Path content = Files.createDirectory(factory.folder().resolve("content-" + name));
        Files.createDirectories(content.resolve("etc"));
        Files.createDirectories(content.resolve("var/lib/dpkg"));
        Files.writeString(content.resolve("etc/adjtime"), name);
        Files.writeString(
                content.resolve("var/lib/dpkg/status"),
                """
                Package: tool
                Status: install ok installed
                Architecture: all
                Version: %s
                """
                        .formatted(version));
        Path disk = factory.folder().resolve(name);
        new Barrier(factory).installed(DiskImages.installed(disk, SIZE, "ext4", content));
    }

    /** Moves what is published to where another build does not replace it. */
    private Path moved(String suffix) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(factory.output())) {
            files = all.filter(Files::isRegularFile).toList();
        }
        Path wanted = then.resolve(factory.result(suffix).getFileName());
        for (Path file : files) {
            Files.move(file, then.resolve(file.getFileName()));
        }
        return wanted;
    }

    private Path built() throws Exception {
        installs("first", "1.0");
        factory.build(0);
        Path image = moved(".raw");
        // neither settings of now nor commands for others' sake
        factory.set("timezone", "Asia/Tokyo").set("post-build-command", "false");
        return image;
    }

    private static String provenance(Path image) {
        return image.toString().replace(".raw", ".provenance.json");
    }

    @Test
    void twoBuildsDifferInNothingButWhatEachMakesAnew() throws Exception {
        Path old = built();
        installs("second", "1.0");

        String rebuilt = factory.run(0, "rebuild", provenance(old)).output();

        assertThat(rebuilt)
                .contains("successfully built mini", "packages: 1 then, 1 now, 0 differ")
                .doesNotContain("post-build-command");
        Path now = factory.result(".raw");
        assertThat(Files.readString(factory.result(".provenance.json")))
                .contains("\"timezone\" : \"UTC\"", "\"linux-sha256\" : \"");
        String text = factory.run(0, "diff", old.toString(), now.toString()).output();
        assertThat(text)
                .contains("no difference; made anew by each installation: ")
                .contains("~ file system of vda1 ", "~ /etc/adjtime 5 bytes, ");
        assertThat(factory.run(0, "diff", "--json", old.toString(), now.toString()).output())
                .contains("\"equal\" : true", "\"reason\" : \"drawn by lot by each installation\"");
    }

    @Test
    void tellsOfOtherPackages() throws Exception {
        Path old = built();
        installs("second", "1.1");

        assertThat(factory.run(11, "rebuild", provenance(old)).output())
                .contains("^ tool 1.0 -> 1.1", "packages: 1 then, 1 now, 1 differ", " diff ");
        assertThat(
                        factory.run(11, "diff", old.toString(), factory.result(".raw").toString())
                                .output())
                .contains("package:\n  ~ tool 1.0 -> 1.1", "differences: package: 1, file: 1, ");
    }

    @Test
    void needsTheAnswersOfThen() throws Exception {
        Path old = built();
        factory.answer("data=1", "# another");

        assertThat(factory.run(3, "rebuild", provenance(old)).output())
                .contains("are not those that the image was built with");
        assertThat(
                        factory.run(0, "rebuild", "--dry-run", "--set", "preseed=", provenance(old))
                                .output())
                .contains("virt-install");
    }

    @Test
    void nothingOfTheOldImageIsReplaced() throws Exception {
        Path file = Files.writeString(factory.output().resolve("x.provenance.json"), "{}");
        assertThat(factory.run(2, "rebuild", file.toString()).output())
                .contains("cannot be built again: it is not an in-toto statement");
    }
}
