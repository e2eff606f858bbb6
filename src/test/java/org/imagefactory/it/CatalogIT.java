package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.History;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a catalog offers, read by the programs that it is for. */
class CatalogIT {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

    /** Serves the folder that it runs in by HTTPS. */
    private static final String SERVER =
            """
            import http.server, ssl
            server = http.server.ThreadingHTTPServer(
                ("127.0.0.1", 8443), http.server.SimpleHTTPRequestHandler)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain("/root/cert.pem", "/root/key.pem")
            server.socket = context.wrap_socket(server.socket, server_side=True)
            server.serve_forever()
            """;

    private final TestHost host = TestHost.shared();
    private final Scene scene = new Scene();
    private final Path catalog = scene.folder().resolve("catalog");

    CatalogIT() throws IOException {
        scene.set("catalog", catalog.toString()).set("sign", "gpg").set("keep", "2");
    }

    @BeforeAll
    static void makeKey() {
        SignedImage.makeKey();
    }

    @AfterAll
    static void endAgent() {
        SignedImage.endAgent();
    }

    @Test
    void virtBuilderListsVerifiesAndUnpacks() throws IOException, InterruptedException {
        nights(2);
        assertThat(run("catalog")).isEqualTo("mini: 2 builds are in the catalog\n");

        assertThat(virtBuilder("--list")).anyMatch(line -> line.startsWith("mini "));
        assertThat(virtBuilder("--notes", "mini"))
                .anyMatch(line -> line.endsWith("of debian-13. Beside this index:"));
        Path disk = scene.folder().resolve("unpacked.raw");
        virtBuilder("mini", "--no-network", "--format", "raw", "-o", disk.toString());
        assertThat(disk).hasSize(64L << 20);

        Path image = image(2);
        byte[] bytes = Files.readAllBytes(image);
        bytes[bytes.length / 2] ^= 1;
        Files.write(image, bytes);
        host.run("rm", "-rf", scene.folder().resolve("virt-cache").toString());
        List<String> refusal = new ArrayList<>(List.of("sh", "-c", "! \"$@\" 2>&1", "sh"));
        refusal.addAll(virtBuilderLine("mini", "--no-network", "-o", disk.toString()));
        assertThat(host.run(refusal.toArray(String[]::new)))
                .anyMatch(line -> line.contains("sha512 checksum of template did not match"));
    }

    @Test
    void incusFindsAndFetchesAnImage() throws IOException, InterruptedException {
        nights(2);
        run("catalog");

        try (DebianRoot root =
                DebianRoot.make(
                        "trixie", "incus-client", "iproute2", "openssl", "python3", "xz-utils")) {
            TestHost.onThisHost(
                    "cp", "-a", scene.output() + "", catalog + "", root.share().toString());
            Files.writeString(root.share().resolve("server.py"), SERVER);
            root.shell(
                    "cd /root && openssl req -x509 -newkey rsa:2048 -nodes -days 9 -subj /CN=x"
                            + " -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem"
                            + " && ip link set lo up 2>/dev/null || :");
            root.shell(
                    "cd /mnt/catalog && systemd-run --quiet --unit=server --same-dir"
                            + " python3 /mnt/server.py && sleep 2");
            String incus = "export SSL_CERT_FILE=/root/cert.pem; cd /root; incus ";
            root.shell(
                    incus
                            + "remote add factory https://localhost:8443"
                            + " --protocol=simplestreams --public");
            assertThat(root.shell(incus + "image list factory: --format csv"))
                    .contains("mini", "debian 13 amd64", "VIRTUAL-MACHINE");
            root.shell(incus + "image export factory:mini --vm fetched && cd /root && ls");
            assertThat(root.shell("sha256sum </root/fetched.root"))
                    .startsWith(FileDigest.sha256(image(2), position -> {}));
            assertThat(root.shell("tar xOf /root/fetched metadata.yaml"))
                    .contains("\"architecture\": \"x86_64\"", "\"name\": \"mini\"");
        }
    }

    @Test
    void indexAndFilesStayInStep() throws IOException, InterruptedException {
        nights(3);
        run("catalog");
        Path images = catalog.resolve("images/mini");
        assertThat(images.resolve(image(1).getFileName())).isSymbolicLink();

        run("prune");

        assertThat(image(1)).doesNotExist();
        assertThat(images.toFile().list())
                .containsExactlyInAnyOrder(
                        "entry.json",
                        "mini-2026-03-02.incus.tar.xz",
                        "mini-2026-03-02.qcow2",
                        "mini-2026-03-03.incus.tar.xz",
                        "mini-2026-03-03.qcow2");
        for (String index : List.of("streams/v1/images.json", "builds.atom")) {
            assertThat(catalog.resolve(index))
                    .content()
                    .contains("mini-2026-03-02")
                    .doesNotContain("mini-2026-03-01");
        }
        host.run("xmllint", "--noout", catalog.resolve("builds.atom").toString());
        host.run("gpg", "--verify", catalog.resolve("streams/v1/index.sjson").toString());
        host.run(
                "gpg",
                "--verify",
                catalog.resolve("latest.json.asc").toString(),
                catalog.resolve("latest.json").toString());

        Files.delete(image(3));
        scene.lines("[other]", "linux=/l", "initrd=/i");
        assertThat(run("catalog", "mini")).isEqualTo("mini: 1 builds are in the catalog\n");
        assertThat(catalog.resolve("latest.json")).content().contains("mini-2026-03-02.qcow2");
    }

    @Test
    void withoutAKeyNothingIsReplaced() throws IOException, InterruptedException {
        nights(1);
        run("catalog");
        byte[] before = Files.readAllBytes(catalog.resolve("index"));
        nights(2);

        Scene.Outcome outcome =
                scene.arguments("catalog", "--set", "sign-key=nobody@example.org").run();

        assertThat(outcome.exitStatus()).isEqualTo(4);
        assertThat(outcome.out()).contains("there is no secret key for the key 'nobody@");
        assertThat(catalog.resolve("index")).hasBinaryContent(before);
        try (var left = Files.list(catalog)) {
            assertThat(left).noneMatch(file -> file.toString().contains("image-factory-work"));
        }
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        Scene.Outcome outcome = scene.arguments(arguments).run();
        assertThat(outcome.exitStatus()).as(outcome.out() + outcome.err()).isZero();
        return outcome.out();
    }

    private Path image(int night) {
        return scene.output().resolve("mini-%s.qcow2".formatted(FIRST.plusDays(night - 1)));
    }

    /** Images with a system that libguestfs takes for Debian, and the memory of their builds. */
    private void nights(int count) throws IOException, InterruptedException {
        Path memory = scene.output().resolve(History.FOLDER);
        Files.deleteIfExists(memory.resolve("mini.json"));
        for (int night = 1; night <= count; night++) {
            Path image = image(night);
            TestHost.onThisHost(
                    "sh",
                    "-euc",
                    """
                    t=$(mktemp -d)
                    cd "$t"
                    mkdir -p r/etc r/bin r/usr r/var/lib/dpkg r/root r/tmp
                    echo 13.0 >r/etc/debian_version
                    printf 'ID=debian\\nVERSION_ID="13"\\nNAME=Debian\\n' >r/etc/os-release
                    echo "night-$2" >r/etc/hostname
                    echo 'LABEL=root / ext4 defaults 0 1' >r/etc/fstab
                    echo 'root:*:0:0::/root:/bin/sh' >r/etc/passwd
                    echo 'root:*:19000::::::' >r/etc/shadow
                    mke2fs -q -t ext4 -L root -d r raw 64M
                    qemu-img convert -O qcow2 raw "$1"
                    cd /
                    rm -r "$t"
                    """,
                    "sh",
                    image.toString(),
                    night + "");
            remember(image, FIRST.plusDays(night - 1));
        }
        TestHost.onThisHost(
                "chown", "-R", "--reference", scene.folder() + "", scene.output().toString());
    }

    private void remember(Path image, LocalDate date) throws IOException, InterruptedException {
        Instant started = date.atTime(1, 30).toInstant(ZoneOffset.UTC);
        new History(scene.output())
                .add(
                        new BuildRecord(
                                "mini",
                                date,
                                started,
                                started.plus(Duration.ofMinutes(20)),
                                Outcome.SUCCESS,
                                Map.of(),
                                List.of(
                                        new FileFact(
                                                image.getFileName().toString(),
                                                image.toString(),
                                                Files.size(image),
                                                FileDigest.sha256(image, position -> {}))),
                                Map.of(),
                                Map.of("system", "debian-13", "osinfo", "debian13"),
                                0));
    }

    private List<String> virtBuilder(String... arguments) {
        return host.run(virtBuilderLine(arguments).toArray(String[]::new));
    }

    /** It knows no other source, trusts our key alone, and needs no KVM. */
    private List<String> virtBuilderLine(String... arguments) {
        String fingerprint =
                host.run("gpg", "--with-colons", "--list-keys", SignedImage.KEY).stream()
                        .filter(line -> line.startsWith("fpr:"))
                        .map(line -> line.split(":", -1)[9])
                        .findFirst()
                        .orElseThrow();
        List<String> line = new ArrayList<>();
        line.add("env");
        line.add("VIRT_BUILDER_DIRS=" + scene.folder().resolve("none"));
        line.add("XDG_CACHE_HOME=" + scene.folder().resolve("virt-cache"));
        line.add("LIBGUESTFS_BACKEND=direct");
        line.add("LIBGUESTFS_BACKEND_SETTINGS=force_tcg");
        line.addAll(List.of("virt-builder", "--arch", "x86_64"));
        line.addAll(List.of("--source", "file://" + catalog.resolve("index.asc")));
        line.addAll(List.of("--fingerprint", fingerprint));
        line.addAll(List.of(arguments));
        return line;
    }
}
