package org.imagefactory.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.imagefactory.ImageFactory;
import org.imagefactory.Surroundings;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.Host;
import org.imagefactory.config.Layers;
import org.imagefactory.config.SpecReader;
import org.imagefactory.engines.EngineChoice;
import org.imagefactory.libvirt.LibvirtEngine;
import org.imagefactory.report.BuildReport;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Customisation;
import org.imagefactory.spec.GuestCommand;
import org.imagefactory.spec.GuestContent;
import org.imagefactory.spec.GuestFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.PackageRepository;

/**
 * A front end for tests, which asks for what the configuration has no keys for: builds the image
 * {@code mini} of a configuration with a customisation, by the words of a file with a thing on each
 * line.
 */
public final class CustomisedBuild {

    private final List<PackageRepository> repositories = new ArrayList<>();
    private final List<GuestCommand> precommands = new ArrayList<>();
    private final List<String> packages = new ArrayList<>();
    private final List<GuestFile> files = new ArrayList<>();
    private final List<GuestCommand> commands = new ArrayList<>();
    private Optional<GuestCommand> facts = Optional.empty();
    private final Path file;
    private int line;

    private CustomisedBuild(Path file) {
        this.file = file;
    }

    /**
     * @param arguments the file with the customisation; the configuration is named by the usual
     *     variable
     */
    public static void main(String[] arguments) throws Exception {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(main)));
        Path output = Path.of("").toAbsolutePath();
        Path temporary = Path.of(System.getenv("TMPDIR"));
        Customisation wanted = new CustomisedBuild(Path.of(arguments[0])).read();
        Surroundings surroundings =
                new Surroundings(
                        System.getenv(),
                        temporary,
                        runner ->
                                new LibvirtEngine(
                                        runner,
                                        System.getenv(),
                                        temporary,
                                        Optional.of(Architecture.AMD64),
                                        "qemu:///session"),
                        Clock.systemUTC(),
                        "image-factory 2");
        ImageSpec spec = spec(output);
        BuildReport report =
                new ImageFactory(surroundings)
                        .build(
                                spec.with(spec.system().with(wanted)),
                                output,
                                event -> System.out.println(event));
        System.out.println(report.outcome().status() + " ERROR: " + report.outcome().message());
        System.out.flush();
        Runtime.getRuntime().halt(report.outcome().status().code());
    }

    private static void end(Thread main) {
        main.interrupt();
        try {
            main.join(TimeUnit.SECONDS.toMillis(60));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ImageSpec spec(Path output) throws Exception {
        Path configuration = Path.of(System.getenv("IMAGE_FACTORY_CONFIG"));
        return new SpecReader(
                        new Layers(Configuration.load(List.of(configuration)), List.of()),
                        new Host(
                                output,
                                false,
                                output,
                                () -> LocalDate.of(2026, 11, 22),
                                EngineChoice::settings))
                .read(Factory.IMAGE)
                .spec();
    }

    private Customisation read() throws Exception {
        for (String text : Files.readAllLines(file)) {
            line++;
            take(text.split(" "));
        }
        return new Customisation(
                repositories,
                precommands,
                packages,
                files,
                commands,
                facts,
                Duration.ofMinutes(20));
    }

    private void take(String[] words) throws Exception {
        switch (words[0]) {
            case "repository" ->
                    repositories.add(
                            new PackageRepository(
                                    words[1],
                                    words[2],
                                    false,
                                    Boolean.parseBoolean(words[3]),
                                    false));
            case "package" -> packages.add(words[1]);
            case "file" -> files.add(new GuestFile(words[1], content(words[2]), origin()));
            case "precommand" -> precommands.add(command(words));
            case "command" -> commands.add(command(words));
            case "facts" -> facts = Optional.of(command(words));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private GuestCommand command(String[] words) throws Exception {
        return new GuestCommand(
                words[1],
                content(words[3]),
                origin(),
                Duration.ofSeconds(Long.parseLong(words[2])));
    }

    private String origin() {
        return file.getFileName() + ":" + line;
    }

    /** Of a file beside this one; a text if its name says so. */
    private GuestContent content(String name) throws Exception {
        Path source = file.resolveSibling(name);
        return name.endsWith(".sh")
                ? new GuestContent.Text(Files.readString(source))
                : new GuestContent.Stored(source);
    }
}
