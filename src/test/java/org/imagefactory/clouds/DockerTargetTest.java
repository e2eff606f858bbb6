package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.clouds.oci.DockerPlugin;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommonsExecRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a root file system, as tar sees them. */
class DockerTargetTest {

    private static final int MIB = DiskImages.MIB;

    @TempDir Path folder;

    private FakeTargetJob job;

    /** What only root or debugfs can make. */
    private static final String ODD_FILES =
            """
            cd /usr
            set_inode_field ping uid 1234
            set_inode_field ping gid 70000
            set_inode_field ping mode 0104755
            ea_set -f %s ping security.capability
            ea_set ping user.note Grüße
            ea_set ping security.selinux system_u:object_r:bin_t:s0
            ln ping ping6
            set_inode_field ping links_count 2
            mknod null c 1 3
            mknod pipe p
            cd /etc
            set_inode_field hosts mtime @1700000000
            """;

    @BeforeEach
    void make() throws Exception {
        job = new FakeTargetJob(folder, "docker").with("create_docker_metadata", "false");
    }

    private void disk(String type) throws Exception {
        Path system = Files.createDirectories(folder.resolve("system"));
        Files.createDirectories(system.resolve("etc"));
        Files.writeString(system.resolve("etc/os-release"), "ID=debian\n");
        Files.writeString(system.resolve("etc/hosts"), "127.0.0.1 localhost\n");
        Files.createDirectories(system.resolve("usr"));
        Files.writeString(system.resolve("usr/ping"), "ping");
        Files.createSymbolicLink(system.resolve("bin"), Path.of("usr"));
        Files.createSymbolicLink(system.resolve("long"), Path.of("x".repeat(150)));
        Path deep = Files.createDirectories(system.resolve("a".repeat(90)).resolve("b".repeat(90)));
        byte[] large = new byte[3 * MIB];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) ((i * 31) >> 8);
        }
        Files.write(deep.resolve("large"), large);
        DiskImages.empty(system.resolve("sparse"), MIB);
        DiskImages.write(system.resolve("sparse"), MIB / 2, new byte[] {'y'});
        for (int i = 0; i < 400; i++) {
            Files.createFile(deep.resolve("one of many names, number " + i));
        }
        DiskImages.empty(job.body(), 32L * MIB);
        DiskImages.partition(job.body(), "2048,,L\n");
        DiskImages.mkfs(job.body(), type, MIB, 31L * MIB, system);
        Path capability = folder.resolve("capability");
        Files.write(
                capability,
                new byte[] {1, 0, 0, 2, 0, (byte) 0xa0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        Path requests = folder.resolve("requests");
        Files.writeString(requests, ODD_FILES.formatted(capability));
        DiskImages.run(
                List.of("debugfs", "-w", "-f", requests + "", job.body() + "?offset=" + MIB),
                Path.of("/dev/null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "ext3", "ext2"})
    void everythingButDevicesIsThere(String type) throws Exception {
        disk(type);
        Path disk = Files.copy(job.body(), folder.resolve("disk"));

        create();

        assertThat(tar("-tvf").lines().filter(line -> !line.contains("one of many")))
                .map(line -> line.replaceFirst(" +([0-9]+) [-0-9]{10} [0-9:]{5} ", " $1 "))
                .map(line -> line.replaceAll("a{90}", "A").replaceAll("b{90}", "B"))
                .map(line -> line.replaceAll("x{150}", "X"))
                .containsExactly(
                        "drwxr-xr-x 0/0 0 A/",
                        "drwxr-xr-x 0/0 0 A/B/",
                        "-rw-r--r-- 0/0 3145728 A/B/large",
                        "lrwxrwxrwx 0/0 0 bin -> usr",
                        "drwxr-xr-x 0/0 0 etc/",
                        "-rw-r--r-- 0/0 20 etc/hosts",
                        "-rw-r--r-- 0/0 10 etc/os-release",
                        "lrwxrwxrwx 0/0 0 long -> X",
                        "-rw-r--r-- 0/0 1048576 sparse",
                        "drwxr-xr-x 0/0 0 usr/",
                        "-rwsr-xr-x 1234/70000 4 usr/ping",
                        "hrwsr-xr-x 1234/70000 0 usr/ping6 link to usr/ping");
        assertThat(tar("-tf").lines().filter(line -> line.contains("one of many"))).hasSize(400);
        assertThat(tar("-tvf")).contains("2023-11-14");
        Path out = Files.createDirectories(folder.resolve("out"));
        DiskImages.run(
                List.of(
                        "tar",
                        "-C",
                        out + "",
                        "--xattrs",
                        "--xattrs-include=*",
                        "--no-same-owner",
                        "-xf",
                        job.body() + ""),
                Path.of("/dev/null"));
        String attributes =
                DiskImages.run(
                        List.of("getfattr", "-d", "-m", "-", "-e", "hex", out + "/usr/ping"),
                        Path.of("/dev/null"));
        assertThat(attributes)
                .contains(
                        "user.note=0x4772c3bcc39f65",
                        "security.capability=0x0100000200a00000000000000000000000000000")
                .doesNotContain("selinux");
        Path system = folder.resolve("system");
        String large = "a".repeat(90) + "/" + "b".repeat(90) + "/large";
        assertThat(out.resolve(large)).hasSameBinaryContentAs(system.resolve(large));
        assertThat(out.resolve("sparse")).hasSameBinaryContentAs(system.resolve("sparse"));
        assertThat(folder.resolve("disk")).hasSameBinaryContentAs(disk);
    }

    @Test
    void theSameDiskGivesTheSameImage() throws Exception {
        disk("ext4");
        Files.copy(job.body(), job.baseBody());
        job.with("create_docker_metadata", "true").with("tag", "1.0").with("docker_cmd", "true");
        job.with("docker_env", "{\"LANG\": \"C.UTF-8\"}").with("docker_label", Map.of("a", "b"));
        create();
        Path first = Files.move(job.body(), folder.resolve("first"));
        Files.copy(job.baseBody(), job.body());
        Files.deleteIfExists(job.folder().resolve("disk.raw"));

        create();

        assertThat(job.body()).hasSameBinaryContentAs(first);
        assertThat(job.properties.get("docker_digest")).asString().startsWith("sha256:");
        assertThat(tar("-tf").lines().map(line -> line.replaceFirst(".* ", "")).toList())
                .startsWith("oci-layout", "index.json", "manifest.json")
                .hasSize(6);
        String manifest = tar("-xOf", "manifest.json");
        assertThat(manifest)
                .contains("\"RepoTags\":[\"web-server:1.0\"]", "\"Layers\":[\"blobs/sha256/");
        assertThat(tar("-xOf", manifest.replaceFirst("(?s).*?(blobs/sha256/[0-9a-f]+).*", "$1")))
                .contains(
                        "\"Env\":[\"LANG=C.UTF-8\"]",
                        "\"Cmd\":[\"/bin/sh\",\"-c\",\"true\"]",
                        "\"Labels\":{\"a\":\"b\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xz", "gzip", "bzip2"})
    void theWholeIsCompressedIfAskedTo(String how) throws Exception {
        disk("ext4");
        job.with("compress", how);

        create();

        assertThat(tar("--" + how, "-tf")).contains("etc/os-release\n");
    }

    @Test
    void namesAndSystemsAreLookedAtFirst() throws Exception {
        DiskImages.empty(job.body(), 4L * MIB);
        DiskImages.partition(job.body(), "2048,,L\n");
        assertThatThrownBy(this::create)
                .isInstanceOf(ImageCheckException.class)
                .hasMessageStartingWith("found 1 partition (vda1 unknown file system 3 MiB)");

        job.with("repository", "No Name");
        assertThatThrownBy(this::create)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("repository 'No Name' is no name for an image");

        job.with("repository", "name").with("docker_env", "[\"NAME\"]");
        assertThatThrownBy(this::create)
                .hasMessage("docker_env is no list of texts NAME=VALUE, and no object");
    }

    private void create() throws Exception {
        new DockerPlugin(new CommonsExecRunner(System.getenv()), Map.of()).createTargetImage(job);
    }

    private String tar(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("tar", "--numeric-owner", "--utc"));
        for (String option : options) {
            command.add(option);
            if (option.startsWith("-") && option.endsWith("f")) {
                command.add(job.body() + "");
            }
        }
        return DiskImages.run(command, Path.of("/dev/null"));
    }
}
