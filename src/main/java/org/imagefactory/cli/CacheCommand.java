package org.imagefactory.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.imagefactory.ImageFactory;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.Problem;
import org.imagefactory.netboot.CacheInventory;
import org.imagefactory.netboot.CacheRemoval;
import org.imagefactory.netboot.CacheUse;
import org.imagefactory.netboot.CachedFileCheck;
import org.imagefactory.netboot.CachedImage;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.terminal.Logging;
import org.imagefactory.terminal.Screen;
import org.imagefactory.terminal.Signals;

/** Lists, checks and tidies up the folders with downloaded files. */
final class CacheCommand {

    private final SpecReader reader;
    private final List<String> images;
    private final Invocation invocation;
    private final String version;
    private final PrintStream out;
    private final Signals signals = new Signals(CommandTree.LAST_WORDS);

    /**
     * @param images of the configuration
     */
    CacheCommand(SpecReader reader, List<String> images, Invocation invocation, String version) {
        this.reader = reader;
        this.images = images;
        this.invocation = invocation;
        this.version = version;
        this.out = invocation.out();
    }

    /**
     * @throws BuildException a cache cannot be read, or something cannot be removed
     */
    ExitStatus run(Request request) throws BuildException {
        Screen screen = invocation.screen(request);
        new Logging(CommandTree.PROGRAM, screen, request.quietUnlessVerbose(), request.logFormat());
        signals.interrupt(Thread.currentThread(), name -> {});
        ImageFactory factory = Wiring.factory(invocation, version);
        List<CacheInventory> caches =
                reader.cacheFolders(images).stream().map(factory.housekeeping()::cache).toList();
        try {
            return switch (request.command()) {
                case CommandTree.CACHE_LIST -> list(caches);
                case CommandTree.CACHE_VERIFY ->
                        verify(caches, new Verdicts(out, screen, request.isQuiet()));
                default -> prune(caches, request, new EventPrinter(screen, System::nanoTime));
            };
        } catch (InterruptedException e) {
            return signals.status();
        } finally {
            out.flush();
        }
    }

    private ExitStatus list(List<CacheInventory> caches) throws BuildException {
        long total = 0;
        for (CacheInventory cache : caches) {
            for (CachedImage image : cache.list()) {
                print(image);
                total += image.sizeBytes();
            }
        }
        out.println("total: " + new DataSize(total));
        return ExitStatus.DONE;
    }

    private void print(CachedImage image) {
        out.println(
                "%s: %s in %s"
                        .formatted(image.image(), new DataSize(image.sizeBytes()), image.folder()));
        for (CachedImage.File file : image.files()) {
            out.println(
                    "    %s: %s from %s%s"
                            .formatted(
                                    file.path().getFileName(),
                                    new DataSize(file.sizeBytes()),
                                    file.source(),
                                    file.whole() ? "" : " (damaged)"));
        }
        if (!image.files().isEmpty()) {
            out.println(
                    "    fetched %s, used %s, verification: %s"
                            .formatted(
                                    time(image.fetched()),
                                    time(image.used()),
                                    image.verification()));
        }
    }

    private String time(Optional<Instant> instant) {
        ZoneId zone = invocation.clock().get().getZone();
        return instant.map(
                        i -> DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").format(i.atZone(zone)))
                .orElse("-");
    }

    private static ExitStatus verify(List<CacheInventory> caches, Verdicts verdicts)
            throws BuildException, InterruptedException {
        ExitStatus status = ExitStatus.DONE;
        for (CacheInventory cache : caches) {
            for (CachedFileCheck check : cache.verify()) {
                String file = check.path().toString();
                if (check.isGood()) {
                    verdicts.print(file, Verdicts.OK, new Problem("", "as it was downloaded"), "");
                } else {
                    verdicts.print(
                            file,
                            "error",
                            new Problem("", check.problem()),
                            "the next build downloads it again");
                    status = ExitStatus.DOWNLOAD;
                }
            }
        }
        return status;
    }

    private ExitStatus prune(List<CacheInventory> caches, Request request, EventPrinter events)
            throws BuildException, InterruptedException {
        Consumer<String> says = request.prunesSilently() ? line -> {} : out::println;
        if (images.isEmpty()) {
            // More likely the wrong configuration than a cache that nobody needs.
            out.println("no images are configured, so everything stays");
            return ExitStatus.DONE;
        }
        CacheUse use = use();
        long total = 0;
        for (CacheInventory cache : caches) {
            for (CacheRemoval removal : cache.prune(use, request.dryRun(), events)) {
                says.accept(
                        "%s: %s: %s, %s"
                                .formatted(
                                        removal.path(),
                                        request.dryRun() ? "would go" : "removed",
                                        removal.why(),
                                        new DataSize(removal.sizeBytes())));
                total += removal.sizeBytes();
            }
        }
        says.accept(
                "%s: %s (%d bytes)"
                        .formatted(
                                request.dryRun() ? "would be removed" : "removed",
                                new DataSize(total),
                                total));
        return ExitStatus.DONE;
    }

    /** Of an image whose section is broken nobody can tell what it needs. */
    private CacheUse use() {
        Map<String, Collection<SourceUri>> sources = new HashMap<>();
        Set<String> unreadable = new HashSet<>();
        for (String image : images) {
            try {
                ImageSpec spec = reader.read(image).spec();
                sources.put(
                        image,
                        spec.mirrors().stream()
                                .flatMap(mirror -> mirror.installer().files().stream())
                                .toList());
            } catch (ConfigurationException e) {
                unreadable.add(image);
            }
        }
        return new CacheUse(sources, unreadable);
    }
}
