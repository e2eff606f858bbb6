package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.json.Json;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.spec.Sha256;

/**
 * The vSphere of govmomi's simulator, which has nothing to do with ours; what it then has VMware's
 * own client for Python tells. To build the simulator takes minutes, so it is kept.
 */
final class VSphereSimulator implements AutoCloseable {

    static final String USER = "lab";
    static final String PASSWORD = "se&cret<>";

    /** Where the plugin looks if it is given no credentials. */
    static final Map<String, String> USUAL =
            Map.of("GOVC_USERNAME", USER, "GOVC_PASSWORD", PASSWORD);

    private static final Path SOURCE = Path.of("src/test/go/vsphere/main.go");

    private static final String CLIENT =
            """
            import ssl, sys
            from pyVim.connect import SmartConnect, Disconnect
            from pyVmomi import vim, vmodl
            context = ssl.create_default_context(cafile=sys.argv[4])
            si = SmartConnect(host='127.0.0.1', port=int(sys.argv[1]), user=sys.argv[2],
                              pwd=sys.argv[3], sslContext=context)
            content = si.RetrieveContent()
            """;

    private static final String LOOK =
            CLIENT
                    + """
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

    /** Ends all sessions but its own. */
    private static final String END =
            CLIENT
                    + """
            sessions = content.sessionManager
            own = sessions.currentSession.key
            sessions.TerminateSession([s.key for s in sessions.sessionList if s.key != own])
            Disconnect(si)
            """;

    private final Path folder;
    private final Process process;
    private final String port;
    private final Path disk;

    /** Starts one that keeps its things in a folder. */
    VSphereSimulator(Path folder) throws Exception {
        this.folder = folder;
        run(
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
                        + " -subj /CN=lab -addext subjectAltName=IP:127.0.0.1 -keyout key.pem"
                        + " -out cert.pem");
        Path ready = folder.resolve("port");
        Path log = folder.resolve("log");
        process =
                new ProcessBuilder(
                                built().toString(),
                                folder.resolve("cert.pem").toString(),
                                folder.resolve("key.pem").toString(),
                                USER,
                                PASSWORD,
                                ready.toString(),
                                fault().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        for (int look = 0; !Files.exists(ready); look++) {
            assertThat(look < 600 && process.isAlive()).as(() -> text(log)).isTrue();
            Thread.sleep(100);
        }
        port = Files.readString(ready);
        DiskImages.empty(folder.resolve("disk"), 64L * DiskImages.MIB);
        run(
                "head -c 3000000 /dev/urandom >noise && mkdir files && mv noise files"
                        + " && mke2fs -q -t ext4 -d files disk"
                        + " && qemu-img convert -O vmdk -o subformat=streamOptimized disk b");
        disk = folder.resolve("b");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    private Path built() throws Exception {
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

    private Path fault() {
        return folder.resolve("fault");
    }

    /** From now on this goes wrong, see the program; nothing, if it is empty. */
    void goesWrong(String fault) throws IOException {
        Files.writeString(fault(), fault);
    }

    /** Waits until an upload is held up. */
    void awaitHeld() throws IOException, InterruptedException {
        Path held = folder.resolve("fault.held");
        for (int look = 0; !Files.exists(held); look++) {
            assertThat(look).isLessThan(600);
            Thread.sleep(100);
        }
        Files.delete(held);
    }

    /** A disk in the form that it takes. */
    Path disk() {
        return disk;
    }

    FakePushJob job(String datastore, String password) throws IOException {
        return new FakePushJob(disk, provider(datastore, authority()), xml(password));
    }

    /** The certificate that vouches for it. */
    Map<String, String> authority() throws IOException {
        return Map.of("ca", Files.readString(folder.resolve("cert.pem")));
    }

    String provider(String datastore, Map<String, String> more) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.put("api-url", "https://127.0.0.1:" + port + "/sdk");
        all.put("datastore", datastore);
        all.put("cluster", "DC0_C0");
        all.put("folder", "vm");
        return Json.line(all);
    }

    static String xml(String password) {
        return """
               <provider_credentials><vsphere_credentials><username>%s</username>
               <password><![CDATA[%s]]></password></vsphere_credentials></provider_credentials>
               """
                .formatted(USER, password);
    }

    static CloudPlugin plugin(Map<String, String> environment) {
        return Clouds.plugin(
                Clouds.plugins(
                        new CommonsExecRunner(System.getenv()), CloudSettings.DEFAULT, environment),
                "vSphere");
    }

    /** The machines that are not the simulator's own. */
    String look() throws Exception {
        return client(LOOK);
    }

    /** Nobody who has signed in is known any more. */
    void endSessions() throws Exception {
        client(END);
    }

    private String client(String program) throws Exception {
        Files.writeString(folder.resolve("client.py"), program);
        return run(
                "/usr/bin/python3 client.py %s %s '%s' cert.pem".formatted(port, USER, PASSWORD));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String run(String command) throws IOException, InterruptedException {
        Process started =
                new ProcessBuilder(List.of("sh", "-c", command))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        started.getOutputStream().close();
        String output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(started.waitFor(20, TimeUnit.MINUTES)).isTrue();
        assertThat(started.exitValue()).as(command + ": " + output).isZero();
        return output;
    }
}
