package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.imagefactory.it.OneShell.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imagefactory.clouds.FakeCheckJob;
import org.imagefactory.clouds.FakePushJob;
import org.imagefactory.clouds.FakeTargetJob;
import org.imagefactory.error.UploadException;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.Pushed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images for containers in a real registry, from where other programs take and run them. */
@Timeout(600)
class RegistryIT {

    private static final String CREDENTIALS =
            "<provider_credentials><registry_credentials><username>%s</username>"
                    + "<password>%s</password></registry_credentials></provider_credentials>";

    private static final String RUN =
            """
            set -e
            buildah() { command buildah --root %1$s/root --runroot %1$s/run --storage-driver vfs "$@"; }
            name=$(buildah from --tls-verify=false %2$s)
            buildah run --isolation chroot "$name" /bin/sh -c '. /etc/os-release; echo inside $ID'
            buildah rm "$name"
            """;

    @TempDir static Path once;
    @TempDir Path folder;
    private static final CloudPlugin plugin = OneShell.plugin("Docker");
    private static Path image;

    @BeforeAll
    static void make() throws Exception {
        FakeTargetJob job = new FakeTargetJob(once.resolve("docker"), "docker");
        job.with("repository", "team/web").with("tag", "3");
        Files.copy(OneShell.disk(once), job.body());
        plugin.createTargetImage(job);
        image = job.body();
    }

    @Test
    void anImageIsPushedPulledRunAndDeleted() throws Exception {
        try (RegistryServer registry = RegistryServer.open(folder.resolve("registry"))) {
            String host = registry.host();
            FakePushJob job = new FakePushJob(image, "http://" + host, "");

            Pushed pushed = plugin.push(job);

            assertThat(pushed.accountIdentifier()).isEqualTo("anonymous");
            assertThat(pushed.identifierOnProvider()).startsWith(host + "/team/web@sha256:");
            assertThat(job.properties).containsEntry("registry_tags", List.of("3"));
            String copy = folder.resolve("copy").toString();
            run("skopeo", "copy", "--src-tls-verify=false", docker(pushed), "dir:" + copy);
            assertThat(run("sh", "-c", RUN.formatted(folder, host + "/team/web:3")))
                    .contains("inside debian");

            FakePushJob again = new FakePushJob(image, provider(host, "team/web"), "");
            assertThat(plugin.push(again)).isEqualTo(pushed);
            assertThat(again.log).hasSize(2).allMatch(line -> line.contains("already"));
            assertThat(run("skopeo", "list-tags", "--tls-verify=false", named(host, "team/web")))
                    .contains("\"3\"", "\"one\"", "\"two\"");

            plugin.delete(again.deletion(pushed.identifierOnProvider()));
            plugin.delete(again.deletion(pushed.identifierOnProvider()));
            assertThatThrownBy(() -> run("skopeo", "inspect", "--tls-verify=false", docker(pushed)))
                    .hasMessageContaining("manifest unknown");
        }
    }

    @Test
    void anArchiveThatIsCompressedIsPushedToo() throws Exception {
        try (RegistryServer registry = RegistryServer.open(folder.resolve("registry"))) {
            for (String program : List.of("xz -0", "gzip -1", "bzip2 -1")) {
                Path packed = folder.resolve(program.substring(0, 2)).resolve("body");
                Files.createDirectories(packed.getParent());
                run("sh", "-c", "%s <%s >%s".formatted(program, image, packed));
                FakePushJob job = new FakePushJob(packed, "http://" + registry.host() + "/a", "");

                run("skopeo", "inspect", "--tls-verify=false", docker(plugin.push(job)));
            }
        }
    }

    @Test
    void onlyWhoMayPushPushes() throws Exception {
        try (RegistryServer registry = RegistryServer.withPassword(folder.resolve("registry"))) {
            String provider = "http://" + registry.host() + "/web";
            String right = CREDENTIALS.formatted("joe", RegistryServer.PASSWORD);

            assertThatThrownBy(() -> plugin.push(new FakePushJob(image, provider, "")))
                    .isInstanceOf(UploadException.class)
                    .hasMessageContaining("for nobody in particular");
            String wrong = CREDENTIALS.formatted("joe", "wrong password");
            assertThatThrownBy(() -> plugin.push(new FakePushJob(image, provider, wrong)))
                    .hasMessageContaining("refuses the credentials")
                    .hasMessageNotContaining("wrong password");

            FakeCheckJob check = new FakeCheckJob(provider, right);
            plugin.check(check);
            assertThat(check.told())
                    .contains(
                            "OK login: signed in as joe",
                            "OK repository: web has 0 tags",
                            "OK rights: uploads may be begun; one was, and was given up");

            assertThat(plugin.push(new FakePushJob(image, provider, right)).accountIdentifier())
                    .isEqualTo("joe");
            assertThat(registry.log()).doesNotContain(RegistryServer.PASSWORD);
        }
    }

    @Test
    void aTokenOpensTheRegistryForWhatIsDone() throws Exception {
        String right = CREDENTIALS.formatted(RegistryServer.USER, RegistryServer.PASSWORD);
        try (TokenServer tokens = new TokenServer(folder);
                RegistryServer registry =
                        new RegistryServer(folder.resolve("registry"), tokens.settings())) {
            String provider = "http://" + registry.host() + "/web";
            FakePushJob job = new FakePushJob(image, provider, right);

            Pushed pushed = plugin.push(job);
            plugin.delete(job.deletion(pushed.identifierOnProvider()));

            assertThat(tokens.scopes())
                    .containsExactly("repository:web:pull,push", "repository:web:delete");
            String wrong = CREDENTIALS.formatted("joe", "wrong password");
            assertThatThrownBy(() -> plugin.push(new FakePushJob(image, provider, wrong)))
                    .hasMessageContaining("refuses the credentials")
                    .hasMessageNotContaining("wrong password");
        }
    }

    @Test
    void credentialsAreFoundWhereOtherProgramsKeepThem() throws Exception {
        try (RegistryServer registry = RegistryServer.withPassword(folder.resolve("registry"))) {
            Path file = folder.resolve("auth.json");
            run(
                    "skopeo",
                    "login",
                    "--tls-verify=false",
                    "--authfile=" + file,
                    "-u",
                    RegistryServer.USER,
                    "-p",
                    RegistryServer.PASSWORD,
                    registry.host());
            FakePushJob job = new FakePushJob(image, "http://" + registry.host() + "/web", "");

            assertThat(
                            OneShell.plugin("Docker", "REGISTRY_AUTH_FILE", file.toString())
                                    .push(job)
                                    .accountIdentifier())
                    .isEqualTo("joe");
            Path home = Files.createDirectories(folder.resolve("home/.docker"));
            Files.copy(file, home.resolve("config.json"));
            assertThat(
                            OneShell.plugin("Docker", "HOME", folder.resolve("home").toString())
                                    .push(job)
                                    .accountIdentifier())
                    .isEqualTo("joe");
            // given as such, too
            job = new FakePushJob(image, job.provider(), Files.readString(file));
            assertThat(plugin.push(job).accountIdentifier()).isEqualTo("joe");
        }
    }

    @Test
    void theCertificateIsVerified() throws Exception {
        Path key = folder.resolve("key.pem");
        Path certificate = folder.resolve("certificate.pem");
        run(
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
                        .concat(" -subj /CN=registry -addext subjectAltName=IP:127.0.0.1 -keyout ")
                        .concat(key + " -out " + certificate)
                        .split(" "));
        String tls =
                "http:\n  addr: 127.0.0.1:%%d\n  secret: one\n  tls:\n    certificate: %s\n    key: %s"
                        .formatted(certificate, key);
        try (RegistryServer registry = new RegistryServer(folder.resolve("registry"), tls)) {
            String host = registry.host();

            assertThatThrownBy(() -> plugin.push(new FakePushJob(image, host, "")))
                    .isInstanceOf(UploadException.class)
                    .hasMessageContaining("certification path");
            Pushed pushed =
                    plugin.push(
                            new FakePushJob(
                                    image,
                                    "{\"registry\": \"%s\", \"ca_file\": \"%s\"}"
                                            .formatted(host, certificate),
                                    ""));
            run("skopeo", "inspect", "--tls-verify=false", docker(pushed));
        }
    }

    @Test
    void anUploadThatBreaksOffIsBegunAgain() throws Exception {
        try (RegistryServer registry = RegistryServer.open(folder.resolve("registry"));
                CuttingProxy proxy = new CuttingProxy(registry.port(), 4_000_000, () -> {})) {
            FakePushJob job =
                    new FakePushJob(image, "http://127.0.0.1:" + proxy.port() + "/web", "");

            Pushed pushed = plugin.push(job);

            assertThat(proxy.hasCut()).isTrue();
            run("skopeo", "inspect", "--tls-verify=false", docker(pushed));
            // this registry forgets what broke off
            assertThat(registry.log()).containsPattern("(?s)PATCH .*GET .*POST .*PATCH ");
        }
    }

    @Test
    void aRegistryThatDiesAndComesBackGetsTheImage() throws Exception {
        try (RegistryServer registry = RegistryServer.open(folder.resolve("registry"));
                CuttingProxy proxy =
                        new CuttingProxy(registry.port(), 4_000_000, () -> restart(registry))) {
            FakePushJob job =
                    new FakePushJob(image, "http://127.0.0.1:" + proxy.port() + "/web", "");

            Pushed pushed = plugin.push(job);

            run("skopeo", "inspect", "--tls-verify=false", docker(pushed));
        }
    }

    @Test
    void aRegistryWithoutSpaceEndsThePush() throws Exception {
        try (RegistryServer registry =
                new RegistryServer(
                        folder.resolve("registry"), "", "prlimit", "--fsize=4000000", "--")) {
            FakePushJob job = new FakePushJob(image, "http://" + registry.host() + "/web", "");

            assertThatThrownBy(() -> plugin.push(job))
                    .isInstanceOf(UploadException.class)
                    .hasMessageContaining("broke off");
        }
    }

    private static void restart(RegistryServer registry) {
        try {
            registry.kill();
            registry.restart();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String provider(String host, String name) {
        return "{\"registry\": \"http://%s\", \"repository\": \"%s\", \"tags\": [\"one\", \"two\"]}"
                .formatted(host, name);
    }

    private static String docker(Pushed pushed) {
        return "docker://" + pushed.identifierOnProvider();
    }

    private static String named(String host, String name) {
        return "docker://" + host + "/" + name;
    }
}
