package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.imagefactory.it.OneShell.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.imagefactory.clouds.FakeCheckJob;
import org.imagefactory.clouds.FakePushJob;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.UploadException;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.Pushed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images in an AWS whose requests are judged by Amazon's own descriptions; first by Amazon's own
 * library.
 */
@Timeout(600)
class Ec2IT {

    private static final int BLOCK = 512 << 10;
    private static final String REGION = "eu-west-1";

    private static final String CREDENTIALS =
            "<provider_credentials><ec2_credentials><account_number>1234-5678-9012</account_number>"
                    + "<access_key>%s</access_key><secret_access_key>%s</secret_access_key>"
                    + "</ec2_credentials></provider_credentials>";

    private static final String RIGHT = CREDENTIALS.formatted(AwsJudge.KEY, AwsJudge.SECRET);

    @TempDir Path folder;
    private AwsJudge judge;
    private CloudPlugin plugin;
    private Path disk;

    @BeforeEach
    void start() throws Exception {
        judge = new AwsJudge();
        plugin = OneShell.plugin("EC2", "AWS_ENDPOINT_URL", judge.address());
        disk = DiskImages.empty(folder.resolve("body"), 20L * BLOCK + 1024);
        DiskImages.partition(disk, "label: gpt\n2048,2048,U\n,,L\n");
        DiskImages.write(disk, 7L * BLOCK + 5, new byte[] {1});
    }

    @AfterEach
    void stop() {
        judge.close();
    }

    @Test
    void amazonsOwnLibraryGetsOnWithTheJudge() throws Exception {
        String said =
                run(
                        "/usr/bin/python3",
                        "src/test/python/aws-proof",
                        judge.address(),
                        AwsJudge.KEY,
                        AwsJudge.SECRET);

        assertThat(said).contains(AwsJudge.ACCOUNT, "50000", "bad signature");
        assertThat(judge.wrong()).hasSize(1).first().asString().contains("bad signature");
    }

    @Test
    void anImageIsMadeOfTheBlocksThatAreWritten() throws Exception {
        FakePushJob job =
                new FakePushJob(
                        disk,
                        "{\"region\": \"%s\", \"copy_to\": [\"us-east-1\"], \"share_with\":"
                                        .formatted(REGION)
                                + " [\"111122223333\", \"all\"]}",
                        RIGHT);

        Pushed pushed = plugin.push(job);

        assertThat(judge.wrong()).isEmpty();
        assertThat(pushed.accountIdentifier()).isEqualTo(AwsJudge.ACCOUNT);
        Map<?, ?> image = (Map<?, ?>) judge.there("images").get(pushed.identifierOnProvider());
        assertThat((Map<?, ?>) image.get("form"))
                .asString()
                .contains("EnaSupport=true", "BootMode=uefi-preferred", "VolumeType=gp3", "hvm");
        assertThat(image.get("shared")).isEqualTo(List.of("111122223333", "all"));
        Map<?, ?> snapshot = (Map<?, ?>) judge.there("snapshots").get(image.get("snapshot"));
        assertThat(snapshot.get("blocks")).isEqualTo(blocks(disk));
        assertThat(snapshot.get("shared")).isEqualTo(List.of("111122223333"));
        assertThat(blocks(disk)).hasSizeLessThan(6);
        assertThat(judge.there("tags").get(pushed.identifierOnProvider()))
                .asString()
                .contains("image-factory-build=" + job.imageId(), "Name=");
        assertThat(judge.there("images")).hasSize(2);
        assertThat(job.properties.get("ec2_images")).asString().contains("us-east-1=ami-");

        plugin.delete(job.deletion(pushed.identifierOnProvider()));
        plugin.delete(job.deletion(pushed.identifierOnProvider()));
        assertThat(judge.there("images")).isEmpty();
        assertThat(judge.there("snapshots")).isEmpty();
    }

    @Test
    void anImageGoesByWayOfS3() throws Exception {
        Path vmdk = folder.resolve("vmdk/body");
        Files.createDirectories(vmdk.getParent());
        run(
                "qemu-img convert -f raw -O vmdk -o subformat=streamOptimized"
                        .concat(" " + disk + " " + vmdk)
                        .split(" "));
        String provider = "{\"region\": \"%s\", \"bucket\": \"images\"}".formatted(REGION);
        for (Path body : List.of(disk, vmdk)) {
            FakePushJob job = new FakePushJob(body, provider, RIGHT);

            Pushed pushed = plugin.push(job);

            assertThat(judge.wrong()).isEmpty();
            assertThat(judge.there("objects")).isEmpty();
            assertThat(judge.there("uploads")).isEmpty();
            assertThat(judge.there("seen").get("images/image-factory/" + job.imageId()))
                    .isEqualTo(hex(Files.readAllBytes(body)));
            plugin.delete(job.deletion(pushed.identifierOnProvider()));
            assertThat(judge.there("snapshots")).isEmpty();
        }
        assertThat(judge.there("tasks").values().toString()).contains("RAW", "VMDK");

        assertThatThrownBy(() -> plugin.push(new FakePushJob(vmdk, REGION, RIGHT)))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("by way of S3 only");
    }

    @Test
    void whoIsThrottledOrCutOffTriesAgain() throws Exception {
        judge.fault("PutSnapshotBlock", 3, "throttle");
        judge.fault("RegisterImage", 1, "throttle");
        judge.fault("CompleteSnapshot", 1, "broken");
        judge.fault("StartSnapshot", 1, "drop");

        plugin.push(new FakePushJob(disk, "ec2-" + REGION, RIGHT));

        assertThat(judge.wrong()).isEmpty();
        assertThat(judge.there("images")).hasSize(1);
        assertThat(judge.there("snapshots")).hasSize(1);
    }

    @Test
    void aFailureLeavesNothing() throws Exception {
        for (String action : List.of("RegisterImage", "CopyImage", "ModifyImageAttribute")) {
            judge.fault(action, 1, "deny");
            FakePushJob job =
                    new FakePushJob(
                            disk,
                            "{\"region\": \"%s\", \"copy_to\": [\"us-east-1\"],".formatted(REGION)
                                    + " \"share_with\": [\"111122223333\"]}",
                            RIGHT);

            assertThatThrownBy(() -> plugin.push(job))
                    .isInstanceOf(UploadException.class)
                    .hasMessageContaining("UnauthorizedOperation")
                    .hasMessageNotContaining(AwsJudge.SECRET);

            assertThat(judge.there("images")).as(action).isEmpty();
            assertThat(judge.there("snapshots")).as(action).isEmpty();
            assertThat(job.log).noneMatch(line -> line.contains("is left"));
        }
        judge.fault("s3:PUT", 1, "deny");
        String provider = "{\"region\": \"%s\", \"bucket\": \"images\"}".formatted(REGION);
        assertThatThrownBy(() -> plugin.push(new FakePushJob(disk, provider, RIGHT)))
                .hasMessageContaining("S3 does not take a part");
        assertThat(judge.there("uploads")).isEmpty();
        assertThat(judge.there("objects")).isEmpty();
    }

    @Test
    void whoeverCancelsLeavesNothing() throws Exception {
        judge.fault("PutSnapshotBlock", 100, "slow");
        FakePushJob job = new FakePushJob(disk, REGION, RIGHT);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                plugin.push(job);
                                end.complete(new IllegalStateException("it was not cancelled"));
                            } catch (Exception e) {
                                end.complete(e);
                            }
                        });
        thread.start();
        while (judge.asked("PutSnapshotBlock") == 0) {
            Thread.sleep(100);
        }
        thread.interrupt();

        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(judge.there("snapshots")).isEmpty();
    }

    @Test
    void theNextStartRemovesWhatAKilledPushLeft() throws Exception {
        FakePushJob job = new FakePushJob(disk, REGION, RIGHT);
        plugin.push(job);
        FakePushJob killed = new FakePushJob(disk, REGION, "");

        plugin.removeLeftovers(killed.deletion("")); // nobody knows the credentials any more
        assertThat(judge.there("images")).hasSize(1);
        assertThat(killed.log).last().asString().contains("stays until the image is deleted");

        OneShell.plugin(
                        "EC2",
                        "AWS_ENDPOINT_URL",
                        judge.address(),
                        "AWS_ACCESS_KEY_ID",
                        AwsJudge.KEY,
                        "AWS_SECRET_ACCESS_KEY",
                        AwsJudge.SECRET)
                .removeLeftovers(killed.deletion(""));
        assertThat(judge.there("images")).isEmpty();
        assertThat(judge.there("snapshots")).isEmpty();
    }

    @Test
    void aCheckMakesNothing() throws Exception {
        FakeCheckJob check =
                new FakeCheckJob(
                        "{\"region\": \"eu-west-1\", \"copy_to\": [\"af-south-1\"],"
                                + " \"bucket\": \"images\"}",
                        RIGHT);

        plugin.check(check);

        assertThat(plugin.knowsCredentials(RIGHT)).isTrue();
        assertThat(check.told())
                .contains(
                        "OK login: signed in as user/joe of the account 123456789012",
                        "OK region: eu-west-1 is there",
                        "FAILED region: af-south-1 is not switched on for this account",
                        "OK rights: images may be made",
                        "OK bucket: images: it is there",
                        "OK quota: 0 of 50000 images are there");
        assertThat(judge.wrong()).isEmpty();
        assertThat(judge.asked("StartSnapshot")).isZero();
        judge.fault("RegisterImage", 1, "deny");
        FakeCheckJob denied = new FakeCheckJob(REGION, RIGHT);
        plugin.check(denied);
        assertThat(denied.told()).anyMatch(line -> line.startsWith("FAILED rights: Register"));
    }

    @Test
    void credentialsAreFoundOrRefusedWithoutQuotingThem() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home/.aws"));
        Files.writeString(
                home.resolve("credentials"),
                "[default]\naws_access_key_id = other\n[factory]\naws_access_key_id = %s\n"
                                .formatted(AwsJudge.KEY)
                        + "aws_secret_access_key = %s\n".formatted(AwsJudge.SECRET));
        FakeCheckJob check = new FakeCheckJob(REGION, "");
        OneShell.plugin(
                        "EC2",
                        "AWS_ENDPOINT_URL",
                        judge.address(),
                        "HOME",
                        folder.resolve("home").toString(),
                        "AWS_PROFILE",
                        "factory")
                .check(check);
        assertThat(check.told()).anyMatch(line -> line.startsWith("OK login"));

        String wrong = CREDENTIALS.formatted(AwsJudge.KEY, "wrong secret");
        assertThatThrownBy(() -> plugin.push(new FakePushJob(disk, REGION, wrong)))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("AWS refuses the credentials")
                .hasMessageNotContaining("wrong secret");
        for (String none : List.of("", "text", "<ec2_credentials><a>wrong secret")) {
            assertThatThrownBy(() -> plugin.push(new FakePushJob(disk, REGION, none)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageNotContaining("wrong secret");
        }
        for (String provider :
                List.of("", "here", "{\"region\": \"eu-west-1\", \"bucket\": \"/\"}")) {
            assertThatThrownBy(() -> plugin.push(new FakePushJob(disk, provider, RIGHT)))
                    .isInstanceOf(ConfigurationException.class);
        }
    }

    /** The blocks of a disk that are not zero, by their numbers. */
    private static Map<String, String> blocks(Path disk) throws Exception {
        byte[] all = Files.readAllBytes(disk);
        Map<String, String> blocks = new TreeMap<>();
        for (int n = 0; n * (long) BLOCK < all.length; n++) {
            byte[] block = new byte[BLOCK];
            System.arraycopy(all, n * BLOCK, block, 0, Math.min(BLOCK, all.length - n * BLOCK));
            for (byte each : block) {
                if (each != 0) {
                    blocks.put(String.valueOf(n), hex(block));
                    break;
                }
            }
        }
        return blocks;
    }

    private static String hex(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
