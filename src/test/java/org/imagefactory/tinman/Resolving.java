package org.imagefactory.tinman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.Host;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.EngineSettings;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateFile;
import org.imagefactory.tdl.TemplateInstall;
import org.imagefactory.tdl.TemplateOs;
import org.imagefactory.tdl.TemplateRepository;
import org.imagefactory.tdl.TemplateSource;

/** A template, the shipped configuration and sections of a test. */
final class Resolving {

    private final List<Path> files = new ArrayList<>(List.of(Path.of("conf/image-factory.conf")));
    private final String name;
    private final String version;
    private TemplateInstall install = new TemplateInstall.Tree("http://mirror.example/");
    private String arch = "x86_64";
    private Optional<String> password = Optional.empty();
    private Optional<String> kernel = Optional.empty();
    private Optional<DataSize> size = Optional.empty();
    private Wishes wishes = Wishes.of("t.tdl");

    Resolving(String name, String version) {
        this.name = name;
        this.version = version;
    }

    Resolving tree(String url) {
        install = new TemplateInstall.Tree(url);
        return this;
    }

    Resolving disc(String url, TemplateInstall.Checksums... checksums) {
        install = new TemplateInstall.Disc(url, List.of(checksums).stream().findFirst(), List.of());
        return this;
    }

    Resolving arch(String text) {
        arch = text;
        return this;
    }

    Resolving password(String text) {
        password = Optional.of(text);
        return this;
    }

    Resolving kernel(String text) {
        kernel = Optional.of(text);
        return this;
    }

    Resolving size(long bytes) {
        size = Optional.of(new DataSize(bytes));
        return this;
    }

    Resolving wishes(Wishes other) {
        wishes = other;
        return this;
    }

    Resolving section(Path folder, String text) throws IOException {
        files.add(Files.writeString(folder.resolve("own.conf"), text));
        return this;
    }

    Resolution resolve() throws ConfigurationException {
        return resolve(template());
    }

    Resolution resolve(Template template) throws ConfigurationException {
        Host host =
                new Host(
                        Path.of("/home/me"),
                        false,
                        Path.of("/build"),
                        () -> LocalDate.of(2026, 11, 22),
                        values -> EngineSettings.NONE);
        return new TemplateResolver(Configuration.load(files), host).resolve(template, wishes);
    }

    private Template template() {
        TemplateOs os =
                new TemplateOs(
                        name,
                        version,
                        arch,
                        install,
                        password,
                        Optional.empty(),
                        kernel,
                        Optional.empty());
        return new Template(
                "t",
                Optional.empty(),
                os,
                size,
                List.of(),
                List.<TemplateRepository>of(),
                List.<TemplateFile>of(),
                List.of(),
                List.of(),
                List.of(),
                TemplateSource.NONE);
    }
}
