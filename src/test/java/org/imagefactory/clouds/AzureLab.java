package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.imagefactory.clouds.azure.AzurePlugin;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.spec.Sha256;
import org.imagefactory.spec.UploadType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Uploads to Azurite, Microsoft's own stand-in for Azure's storage, which checks signatures; what
 * it then has tells Microsoft's client for Node. Both are fetched by npm once, in the versions that
 * are locked, and kept.
 */
class AzureLab {

    private static final int MIB = 1 << 20;
    private static final String ACCOUNT = "devstoreaccount1";

    /** The one that Azurite is published with. */
    private static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static final Path LOCKED = Path.of("src/test/npm/azure");

    private static final String CLIENT =
            """
            const { BlobServiceClient, StorageSharedKeyCredential, ContainerSASPermissions,
                generateBlobSASQueryParameters } = require('@azure/storage-blob');
            const crypto = require('crypto');
            const [what, url, account, key, blob] = process.argv.slice(2);
            const credential = new StorageSharedKeyCredential(account, key);
            const container = new BlobServiceClient(url, credential).getContainerClient('disks');
            (async () => {
                if (what === 'create') await container.create();
                if (what === 'list')
                    for await (const each of container.listBlobsFlat()) console.log(each.name);
                if (what === 'sas')
                    console.log(generateBlobSASQueryParameters({ containerName: 'disks',
                        permissions: ContainerSASPermissions.parse('racwdl'),
                        expiresOn: new Date(Date.now() + 3600000) }, credential).toString());
                if (what === 'ranges') {
                    const page = container.getPageBlobClient(blob);
                    const all = await page.getPageRanges(0);
                    console.log(all.pageRange.map(r => r.offset + '+' + r.count).join(' '));
                    const hash = crypto.createHash('sha256');
                    for await (const part of (await page.download()).readableStreamBody)
                        hash.update(part);
                    console.log(hash.digest('hex'));
                }
            })().catch(e => { console.error(e.message); process.exit(1); });
            """;

    @TempDir static Path folder;

    private static Path lab;
    private static Process azurite;
    private static String address;
    private static Path body;

    @BeforeAll
    static void start() throws Exception {
        lab = fetched();
        Files.writeString(lab.resolve("client.js"), CLIENT);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        address = "http://127.0.0.1:%d/%s".formatted(port, ACCOUNT);
        azurite =
                new ProcessBuilder(
                                lab.resolve("node_modules/.bin/azurite-blob").toString(),
                                "--blobPort",
                                Integer.toString(port),
                                "--location",
                                folder.toString(),
                                "--disableTelemetry")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        for (int look = 0;
                !Files.readString(folder.resolve("log")).contains("successfully listens");
                look++) {
            assertThat(look).as(Files.readString(folder.resolve("log"))).isLessThan(1200);
            Thread.sleep(100);
        }
        client("create", "");
        body = folder.resolve("body");
        byte[] data = new byte[5 * MIB];
        new Random(3).nextBytes(data);
        try (RandomAccessFile file = new RandomAccessFile(body.toFile(), "rw")) {
            file.seek(2L * MIB);
            file.write(data);
            file.setLength(64L * MIB + 512);
        }
    }

    private static Path fetched() throws Exception {
        String lock = Files.readString(LOCKED.resolve("package-lock.json"));
        Path whole =
                Path.of("target/labs/azure-" + Sha256.of(lock).hex().substring(0, 16))
                        .toAbsolutePath();
        if (!Files.exists(whole)) {
            Files.createDirectories(whole.getParent());
            lab = Files.createTempDirectory(whole.getParent(), "azure-new-");
            for (String name : List.of("package.json", "package-lock.json")) {
                Files.copy(LOCKED.resolve(name), lab.resolve(name));
            }
            run(
                    "npm",
                    "ci",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--no-update-notifier",
                    "--fetch-retries=5");
            Files.move(lab, whole, StandardCopyOption.ATOMIC_MOVE);
        }
        return whole;
    }

    @AfterAll
    static void stop() throws InterruptedException {
        azurite.destroy();
        azurite.waitFor();
    }

    @Test
    void aDiskArrivesWithoutItsHoles() throws Exception {
        FakePushJob job = job("<storage_key>" + KEY + "</storage_key>");
        Pushed pushed = plugin().push(job);

        String name = pushed.identifierOnProvider().replaceFirst(".*/", "");
        // the client counts one byte less in each range
        assertThat(client("ranges", name).lines())
                .containsExactly(
                        "%d+%d %d+%d".formatted(2 * MIB, 2 * MIB - 1, 4 * MIB, 3 * MIB - 1),
                        FileDigest.sha256(body, position -> {}));

        plugin().delete(job.deletion(pushed.identifierOnProvider()));
        assertThat(client("list", "")).isEmpty();
        plugin().delete(job.deletion(pushed.identifierOnProvider()));
    }

    @Test
    void aTokenInPlaceOfTheKeyWillDo() throws Exception {
        String token = client("sas", "").strip().replace("&", "&amp;");
        FakePushJob job = job("<sas_token>?" + token + "</sas_token>");

        Pushed pushed = plugin().push(job);
        plugin().delete(job.deletion(pushed.identifierOnProvider()));

        assertThat(pushed.identifierOnProvider()).doesNotContain("sig=");
    }

    @Test
    void theUploadOfABuildIsMadeAndItsLeftoversGo() throws Exception {
        FakePushJob job = job("<storage_key>" + KEY + "</storage_key>");
        NightlyPush push =
                new NightlyPush(UploadType.AZURE, body, job.provider(), job.credentials());

        String name = push.run();
        assertThat(push.run()).isEqualTo(name);

        assertThat(client("list", "").lines())
                .singleElement()
                .isEqualTo(name.replaceFirst(".*/", ""));
        push.removeLeftovers();
        assertThat(client("list", "")).isEmpty();
    }

    @Test
    void aWrongKeyIsRefused() {
        FakePushJob job = job("<storage_key>c2VjcmV0</storage_key>");

        assertThatThrownBy(() -> plugin().push(job))
                .hasMessageContaining("Azure does not make the blob: HTTP 403")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void anUploadThatIsInterruptedLeavesNothing() throws Exception {
        FakePushJob job = job("<storage_key>" + KEY + "</storage_key>");
        Thread pushing = Thread.currentThread();
        job.onProgress = pushing::interrupt;

        assertThatThrownBy(() -> plugin().push(job)).isInstanceOf(InterruptedException.class);

        Thread.interrupted();
        assertThat(client("list", "")).isEmpty();
        assertThat(job.log).isEmpty();
    }

    @Test
    void aCheckMakesNothing() throws Exception {
        FakePushJob job = job("<storage_key>" + KEY + "</storage_key>");
        FakeCheckJob check = new FakeCheckJob(job.provider(), job.credentials());

        plugin().check(check);

        assertThat(check.told()).contains("OK login: the container can be listed");
    }

    private static FakePushJob job(String secret) {
        return new FakePushJob(
                body,
                "{\"container\": \"disks\", \"blob-url\": \"%s\"}".formatted(address),
                ("<provider_credentials><azure_credentials><storage_account>%s</storage_account>%s"
                                + "</azure_credentials></provider_credentials>")
                        .formatted(ACCOUNT, secret));
    }

    private static AzurePlugin plugin() {
        return new AzurePlugin(new CommonsExecRunner(System.getenv()), Map.of());
    }

    private static String client(String what, String blob)
            throws IOException, InterruptedException {
        return run("node", "client.js", what, address, ACCOUNT, KEY, blob);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command))
                        .directory(lab.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command) + ": " + output).isZero();
        return output;
    }
}
