package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagefactory.it.OneShell.run;

import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.disk.DiskImages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Builds whose images get into clouds: an AWS that judges requests, and a real registry. */
@Timeout(900)
class UploadTypesIT {

    private static final String KEY =
            "<provider_credentials><ec2_credentials><access_key>%s</access_key>"
                    + "<secret_access_key>%s</secret_access_key></ec2_credentials>"
                    + "</provider_credentials>";

    private Factory factory;
    private AwsJudge judge;

    @BeforeEach
    void start() throws Exception {
        judge = new AwsJudge();
        factory = new Factory("data=1");
        Path system = Files.createDirectories(factory.folder().resolve("system/etc"));
        Files.writeString(system.resolve("os-release"), "ID=debian\nVERSION_ID=13\n");
        Path disk = factory.folder().resolve("installed");
        new Barrier(factory)
                .installed(
                        DiskImages.installed(
                                disk, 64L * DiskImages.MIB, "ext4", system.getParent()));
        Path key = factory.folder().resolve("key.xml");
        Files.writeString(key, KEY.formatted(AwsJudge.KEY, AwsJudge.SECRET));
        factory.set("image-size", "64M")
                .set("targets", "ec2, docker")
                .environment("AWS_ENDPOINT_URL", judge.address())
                .section(
                        "[amazon]",
                        "upload_type = ec2",
                        "upload_target = eu-west-1",
                        "upload_credentials = " + key);
    }

    @AfterEach
    void stop() {
        judge.close();
    }

    @Test
    void imagesGetIntoEc2AndARegistry() throws Exception {
        try (RegistryServer registry = RegistryServer.open(factory.folder().resolve("registry"))) {
            String build =
                    factory.set("upload_destinations", "amazon, hub")
                            .section(
                                    "[hub]",
                                    "upload_type = registry",
                                    "upload_target = http://" + registry.host() + "/team/web")
                            .build(0)
                            .output();

            assertThat(judge.wrong()).isEmpty();
            assertThat(judge.there("images")).hasSize(1);
            assertThat(judge.there("images").toString()).contains("mini-2");
            assertThat(build).doesNotContain(AwsJudge.SECRET);
            assertThat(Files.readString(factory.result("-" + day() + ".json")))
                    .contains("as ami-", "as " + registry.host() + "/team/web@sha256:")
                    .doesNotContain(AwsJudge.SECRET);
            assertThat(
                            run(
                                    "skopeo",
                                    "list-tags",
                                    "--tls-verify=false",
                                    "docker://" + registry.host() + "/team/web"))
                    .contains("\"" + day() + "\"");
            assertThat(factory.results()).doesNotContain(".mini.pushes");
        }
    }

    @Test
    void whatAKilledUploadLeftIsPruned() throws Exception {
        leaveHalfASnapshot();

        assertThat(factory.run(0, "prune", "--dry-run").output())
                .contains("in amazon: would go: its push did not come to its end");
        assertThat(judge.there("snapshots")).hasSize(1);
        assertThat(factory.run(0, "prune").output()).contains("in amazon: removed: its push");

        assertThat(judge.there("snapshots")).isEmpty();
        assertThat(factory.results()).doesNotContain(".mini.pushes", ".mini.staging");
    }

    @Test
    void theNextBuildRemovesWhatAKilledUploadLeft() throws Exception {
        leaveHalfASnapshot();
        Path pushes = factory.output().resolve(".mini.pushes");
        String killed = Files.readString(pushes);
        // that was another day's build
        Files.writeString(pushes, killed + killed.replaceFirst("-[0-9]{4}-", "-2020-"));

        assertThat(factory.build(0).output())
                .contains("removed what the push of mini-2020-", "to amazon may have left");

        assertThat(judge.there("snapshots")).hasSize(1);
        assertThat(judge.there("images")).hasSize(1);
        assertThat(factory.results()).doesNotContain(".mini.pushes");
    }

    private void leaveHalfASnapshot() throws Exception {
        factory.set("upload_destinations", "amazon");
        judge.fault("PutSnapshotBlock", 1000, "slow");
        Build killed = factory.start(Factory.IMAGE);
        killed.waitUntil("blocks", () -> asked("PutSnapshotBlock") > 0);
        killed.signal("KILL");
        assertThat(killed.exitStatus()).isEqualTo(137);
        judge.fault("PutSnapshotBlock", 0, "slow");
        assertThat(judge.there("snapshots")).hasSize(1);
        assertThat(factory.results()).contains(".mini.pushes");
    }

    private long asked(String action) {
        try {
            return judge.asked(action);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String day() throws Exception {
        return factory.result(".ec2.raw")
                .toFile()
                .getName()
                .replaceFirst("mini-(.*)\\.ec2\\.raw", "$1");
    }
}
