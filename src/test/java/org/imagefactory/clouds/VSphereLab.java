package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.json.Json;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.spec.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pushes to the vSphere of govmomi's simulator, which has nothing to do with ours; what it then has
 * VMware's own client for Python tells. To build the simulator takes minutes, so it is kept.
 */
class VSphereLab {

    private static final Path SOURCE = Path.of("src/test/go/vsphere/main.go");
    private static final String USER = "lab";
    private static final String PASSWORD = "se&cret<>";

    private static final String LOOK =
            """
            import ssl, sys
            from pyVim.connect import SmartConnect, Disconnect
            from pyVmomi import vim, vmodl
            context = ssl.create_default_context(cafile=sys.argv[4])
            si = SmartConnect(host='127.0.0.1', port=int(sys.argv[1]), user=sys.argv[2],
                              pwd=sys.argv[3], sslContext=context)
            content = si.RetrieveContent()
            view = content.viewManager.CreateContainerView(
                content.rootFolder, [vim.VirtualMachine], True)
            for vm in view.view:
                try:
                    if vm.name.startswith('DC0'):
                        continue
                except vmodl.fault.ManagedObjectNotFound:
                    continue  # the simulator's folders keep names of what is destroyed
                config = vm.config
                kinds = sorted(type(d).__name__.split('.')[-1] for d in config.hardware.device)
                disks = [d.capacityInKB for d in config.hardware.device
                         if isinstance(d, vim.vm.device.VirtualDisk)]
                print(vm._moId, vm.name, config.version, config.guestId, config.hardware.numCPU,
                      config.hardware.memoryMB, config.template, disks, kinds)
            Disconnect(si)
            """;

    private static final String NAME = "vsphere_name";
    private static final Map<String, String> USUAL =
            Map.of("GOVC_USERNAME", USER, "GOVC_PASSWORD", PASSWORD);

    @TempDir static Path folder;

    private static Process simulator;
    private static String port;
    private static Path body;

    @BeforeAll
    static void start() throws Exception {
        run(
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
                        + " -subj /CN=lab -addext subjectAltName=IP:127.0.0.1 -keyout key.pem"
                        + " -out cert.pem");
        Path ready = folder.resolve("port");
        simulator =
                new ProcessBuilder(
                                built().toString(),
                                folder.resolve("cert.pem").toString(),
                                folder.resolve("key.pem").toString(),
                                USER,
                                PASSWORD,
                                ready.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        for (int look = 0; !Files.exists(ready); look++) {
            assertThat(look < 600 && simulator.isAlive())
                    .as(() -> text(folder.resolve("log")))
                    .isTrue();
            Thread.sleep(100);
        }
        port = Files.readString(ready);
        DiskImages.empty(folder.resolve("disk"), 64L * DiskImages.MIB);
        run(
                "mke2fs -q -t ext4 disk && qemu-img convert -O vmdk -o subformat=streamOptimized disk b");
        body = folder.resolve("b");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        simulator.destroy();
        simulator.waitFor();
    }

    private static Path built() throws Exception {
        String name = Sha256.of(Files.readString(SOURCE)).hex().substring(0, 16);
        Path program = Path.of("target/labs/vsphere-" + name).toAbsolutePath();
        if (!Files.exists(program)) {
            Files.createDirectories(program.getParent());
            run(
                    "cd %s && GOPATH=/usr/share/gocode GO111MODULE=off GOCACHE=%s go build -o %s.new ."
                            .formatted(
                                    SOURCE.toAbsolutePath().getParent(),
                                    folder.resolve("cache"),
                                    program));
            Files.move(
                    program.resolveSibling(program.getFileName() + ".new"),
                    program,
                    StandardCopyOption.ATOMIC_MOVE);
        }
        return program;
    }

    @Test
    void aTemplateIsMadeAndDeleted() throws Exception {
        FakePushJob job = job("LocalDS_0", PASSWORD);
        Pushed pushed = plugin().push(job);

        assertThat(pushed.identifierOnProvider()).isNotEmpty();
        assertThat(look())
                .startsWith(pushed.identifierOnProvider() + " web server-7d8b7b1f vmx-13")
                .contains("debian10_64Guest 2 4096 True [65536]")
                .contains("VirtualVmxnet3");
        assertThat(job.fraction()).isGreaterThan(0.9);

        plugin().delete(job.deletion(pushed.identifierOnProvider()));
        assertThat(look()).isEmpty();
        plugin().delete(job.deletion(pushed.identifierOnProvider()));
    }

    @Test
    void whatAKilledPushLeftIsFoundByItsName() throws Exception {
        FakePushJob job = job("LocalDS_0", PASSWORD);
        plugin().push(job);
        FakePushJob next = new FakePushJob(body, job.provider(), "").with(NAME, "DC0_H0_VM0");

        // neither is it that one's own name, nor does anybody know the credentials any more
        plugin(USUAL).removeLeftovers(next.deletion(""));
        next.with(NAME, job.parameters().text(NAME).orElseThrow());
        plugin().removeLeftovers(next.deletion(""));
        assertThat(next.log).hasSize(1).allMatch(line -> line.contains("stays until"));
        assertThat(look()).contains("web server-7d8b7b1f");

        plugin(USUAL).removeLeftovers(next.deletion(""));

        assertThat(look()).isEmpty();
    }

    @Test
    void anUploadThatBreaksLeavesNoMachine() throws Exception {
        FakePushJob job = job("LocalDS_0", PASSWORD);
        job.onProgress = () -> Thread.currentThread().interrupt();

        assertThatThrownBy(() -> plugin().push(job)).isInstanceOf(UploadException.class);

        assertThat(look()).isEmpty();
        assertThat(job.log).noneMatch(line -> line.contains("is left"));
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() throws Exception {
        FakePushJob job = job("LocalDS_0", "other");

        assertThatThrownBy(() -> plugin().push(job))
                .hasMessage("vSphere does not know this user with this password");
    }

    @Test
    void whatIsNotThereIsToldWithWhatIs() throws Exception {
        FakePushJob job = job("nowhere", PASSWORD);

        assertThatThrownBy(() -> plugin().push(job))
                .hasMessageContaining("vSphere has no Datastore 'nowhere'")
                .extracting(e -> ((UploadException) e).advice().orElse(""))
                .asString()
                .contains("LocalDS_0");
        assertThat(look()).isEmpty();
    }

    @Test
    void aServerThatNobodyVouchesForIsNotTalkedTo() {
        FakePushJob job = new FakePushJob(body, provider("LocalDS_0", Map.of()), xml(PASSWORD));

        assertThatThrownBy(() -> plugin().push(job))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("vSphere does not answer");
    }

    @Test
    void aCheckMakesNothing() throws Exception {
        FakeCheckJob job = new FakeCheckJob(provider("LocalDS_0", authority()), xml(PASSWORD));

        plugin().check(job);

        assertThat(job.told().toString())
                .contains("OK login", "OK region", "OK quota", "UNKNOWN rights");
        assertThat(look()).isEmpty();
    }

    private static FakePushJob job(String datastore, String password) throws IOException {
        return new FakePushJob(body, provider(datastore, authority()), xml(password));
    }

    private static Map<String, String> authority() throws IOException {
        return Map.of("ca", Files.readString(folder.resolve("cert.pem")));
    }

    private static String provider(String datastore, Map<String, String> more) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.put("api-url", "https://127.0.0.1:" + port + "/sdk");
        all.put("datastore", datastore);
        all.put("cluster", "DC0_C0");
        all.put("folder", "vm");
        return Json.line(all);
    }

    private static String xml(String password) {
        return """
               <provider_credentials><vsphere_credentials><username>%s</username>
               <password><![CDATA[%s]]></password></vsphere_credentials></provider_credentials>
               """
                .formatted(USER, password);
    }

    private static CloudPlugin plugin() {
        return plugin(Map.of());
    }

    private static CloudPlugin plugin(Map<String, String> environment) {
        return (CloudPlugin)
                Clouds.plugins(
                                new CommonsExecRunner(System.getenv()),
                                CloudSettings.DEFAULT,
                                environment)
                        .stream()
                        .filter(factory -> factory.name().equals("vSphere"))
                        .findFirst()
                        .orElseThrow()
                        .create();
    }

    /** The machines that are not the simulator's own. */
    private static String look() throws Exception {
        Files.writeString(folder.resolve("look.py"), LOOK);
        return run("/usr/bin/python3 look.py %s %s '%s' cert.pem".formatted(port, USER, PASSWORD));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String run(String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of("sh", "-c", command))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(command + ": " + output).isZero();
        return output;
    }
}
