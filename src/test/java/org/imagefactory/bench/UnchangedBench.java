package org.imagefactory.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.Host;
import org.imagefactory.config.Layers;
import org.imagefactory.config.SpecReader;
import org.imagefactory.config.TestEngines;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.freshness.Inventory;
import org.imagefactory.freshness.Outputs;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.History;
import org.imagefactory.netboot.BootFiles;
import org.imagefactory.netboot.MirrorWatch;
import org.imagefactory.netboot.NetbootCache;
import org.imagefactory.netboot.NetbootRequest;
import org.imagefactory.netboot.OpenPgp;
import org.imagefactory.netboot.SignedArchive;
import org.imagefactory.report.Component;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Outcome;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.SourceUri;

/**
 * A night in which nothing has changed: images of a signed archive on a loopback web server, in a
 * factory that remembers a good build of each. Arguments: the launcher, the version line that it
 * prints, a new folder with a short path, the number of images. Prints the wall time of the
 * launcher in milliseconds for each image.
 */
public final class UnchangedBench {

    private static final String BASE = "/debian/dists/trixie/";
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 20);
    private static final int KERNEL = 8 << 20;
    private static final int INITRD = 40 << 20;

    private final Path folder;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    private UnchangedBench(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[2]).toAbsolutePath());
        int images = Integer.parseInt(arguments[3]);
        new UnchangedBench(folder).run(arguments[0], arguments[1], images);
    }

    private void run(String launcher, String builder, int images) throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(BASE, this::answer);
        server.start();
        try (OpenPgp publisher = new OpenPgp(folder.resolve("g"), "20260101T000000", "never")) {
            new SignedArchive(
                            publisher, files::put, content("MZ", KERNEL), content("070701", INITRD))
                    .publish();
            for (String suite : List.of("updates", "security")) {
                String text = "Suite: %s\nDate: %s\n".formatted(suite, SignedArchive.DATE);
                files.put(suite + "/InRelease", bytes(publisher.clearSign(text)));
            }
            String base = "http://127.0.0.1:" + server.getAddress().getPort() + BASE;
            Path keyring = publisher.export(folder.resolve("keys.gpg"));
            Path configuration = configuration(base, keyring, images);
            List<String> command =
                    new ArrayList<>(List.of(launcher, "build", "--quiet", "--if-changed"));
            for (int i = 1; i <= images; i++) {
                remember(configuration, builder, "img" + i);
                command.add("img" + i);
            }
            measure(command, configuration, images);
        } finally {
            server.stop(0);
        }
    }

    private Path configuration(String base, Path keyring, int images) throws IOException {
        StringBuilder text = new StringBuilder("[DEFAULT]\nverify=signed\nkeyring=" + keyring);
        SignedArchive.keys(base).forEach((key, uri) -> text.append("\n" + key + "=" + uri));
        text.append("\nwatch=%supdates/InRelease %ssecurity/InRelease".formatted(base, base));
        text.append("\ncache_dir=").append(folder.resolve("cache"));
        Path answers = Files.writeString(folder.resolve("answers.cfg"), "d-i answer\n");
        text.append("\npreseed=").append(answers).append('\n');
        for (int i = 1; i <= images; i++) {
            text.append("[img%d]\n".formatted(i));
        }
        return Files.writeString(folder.resolve("image-factory.conf"), text);
    }

    /** What a build would leave. */
    private void remember(Path configuration, String builder, String image)
            throws BuildException, IOException, InterruptedException {
        Host host = new Host(folder, false, folder, () -> NIGHT, TestEngines::settings);
        Layers layers = new Layers(Configuration.load(List.of(configuration)), List.of());
        ImageSpec spec = new SpecReader(layers, host).read(image).spec();
        String file = image + "-2026-11-20.raw";
        Files.writeString(folder.resolve(file), "image");
        Files.writeString(folder.resolve(file + ".sha256sum"), "digest");
        List<FileFact> outputs = List.of(new FileFact(file, "", 5, "ab".repeat(32)));
        new History(folder)
                .add(
                        new BuildRecord(
                                image,
                                NIGHT,
                                Instant.EPOCH,
                                Instant.EPOCH,
                                Outcome.SUCCESS,
                                inputs(spec, builder),
                                outputs,
                                Map.of(),
                                Outputs.modified(folder, outputs, event -> {}),
                                0));
    }

    private Map<String, String> inputs(ImageSpec spec, String builder)
            throws BuildException, IOException, InterruptedException {
        CommonsExecRunner runner = new CommonsExecRunner(Map.of());
        Map<Component, String> parts = new HashMap<>(Inventory.of(spec, builder));
        parts.putAll(Inventory.ofAnswers(spec));
        NetbootRequest request =
                new NetbootRequest(
                        spec.mirrors(),
                        spec.imageCache(),
                        spec.cacheFolder(),
                        spec.downloads(),
                        new BootFiles(folder, folder, folder));
        parts.putAll(new NetbootCache(runner, Map.of()).look(request, event -> {}));
        for (SourceUri uri : spec.watched()) {
            parts.put(
                    MirrorWatch.component(uri),
                    new MirrorWatch(runner, Map.of())
                            .look(
                                    uri,
                                    spec.imageCache(),
                                    spec.downloads(),
                                    spec.verification(),
                                    event -> {}));
        }
        return Inventory.toText(parts);
    }

    private void measure(List<String> command, Path configuration, int images)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        builder.environment().put("IMAGE_FACTORY_CONFIG", configuration.toString());
        long start = System.nanoTime();
        int status = builder.start().waitFor();
        long millis = (System.nanoTime() - start) / 1_000_000;
        boolean built = new History(folder).of("img1").size() > 1;
        if (status != 0 || built) {
            throw new IllegalStateException("a build was not skipped, status " + status);
        }
        System.out.println(millis / images);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = files.get(exchange.getRequestURI().getPath().substring(BASE.length()));
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String tag = "\"%d\"".formatted(body.length);
            exchange.getResponseHeaders().set("ETag", tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] content(String start, int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        byte[] mark = bytes(start + "\0");
        System.arraycopy(mark, 0, bytes, 0, mark.length);
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
