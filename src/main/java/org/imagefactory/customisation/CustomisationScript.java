package org.imagefactory.customisation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.spec.Customisation;
import org.imagefactory.spec.GuestCommand;
import org.imagefactory.spec.GuestFile;
import org.imagefactory.spec.InstallerProxy;
import org.imagefactory.spec.PackageRepository;

/**
 * What a system runs, as root, to customise itself: a script of a POSIX shell that knows nothing of
 * how it and the contents of files came to the system. It tells of each thing that it begins and
 * ends, stops at the first that fails, and switches the machine off.
 *
 * @param text of the script; it holds what may be secret
 * @param items what it does, in this order
 */
public record CustomisationScript(String text, List<Item> items) {

    /** The name of the port that it speaks on, where the machine has one. */
    public static final String PORT = "org.imagefactory.customise.0";

    private static final String FUNCTIONS = "functions.sh";

    /** For what only touches a few files. */
    private static final Duration SHORT = Duration.ofMinutes(15);

    public CustomisationScript {
        items = List.copyOf(items);
    }

    /**
     * @param wanted what is to be done; something is
     * @param proxy that the network is reached through
     * @param nonce begins each line that is the script's own; letters and digits
     * @param starter files in the system that start the script: they are removed
     * @param transport has the content of each command and file
     */
    public static CustomisationScript of(
            Customisation wanted,
            Optional<InstallerProxy> proxy,
            String nonce,
            List<String> starter,
            Transport transport) {
        Writer writer = new Writer(transport, wanted.limit());
        writer.text.append("#!/bin/sh\n");
        writer.text.append("nonce=").append(nonce).append('\n');
        writer.text.append("port_name=").append(PORT).append('\n');
        writer.text
                .append("starter=")
                .append(ShellText.quote(String.join(" ", starter)))
                .append('\n');
        proxy.ifPresent(
                used -> {
                    writer.text.append("http_proxy=").append(ShellText.quote(used.uri()));
                    writer.text.append(" https_proxy=").append(ShellText.quote(used.uri()));
                    writer.text.append("\nexport http_proxy https_proxy\n");
                });
        writer.text.append(functions()).append(transport.functions());
        writer.text.append("open_channel\nsay hello\nmake_work\nstop_others\nawait_network\n");
        if (wanted.changesSystem()) {
            writer.changes(wanted);
        }
        wanted.packageFacts().ifPresent(command -> writer.command(command, Item.Kind.FACTS));
        writer.item(Item.Kind.CLEANING, "clean-up of the system", SHORT, "clean_system\n");
        writer.text.append("finish 'done'\n");
        return new CustomisationScript(writer.text.toString(), writer.items);
    }

    private static String functions() {
        try (InputStream in = CustomisationScript.class.getResourceAsStream(FUNCTIONS)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + FUNCTIONS);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Writer {

        private final Transport transport;
        private final Duration limit;
        private final StringBuilder text = new StringBuilder();
        private final List<Item> items = new ArrayList<>();

        Writer(Transport transport, Duration limit) {
            this.transport = transport;
            this.limit = limit;
        }

        void changes(Customisation wanted) {
            repositories(wanted.repositories());
            wanted.precommands().forEach(command -> command(command, Item.Kind.COMMAND));
            if (!wanted.packages().isEmpty()) {
                item(
                        Item.Kind.PACKAGES,
                        "packages",
                        limit,
                        ShellText.call(
                                "install_packages", wanted.packages().toArray(String[]::new)));
            }
            wanted.files().forEach(this::file);
            wanted.commands().forEach(command -> command(command, Item.Kind.COMMAND));
            removal(wanted.repositories().stream().filter(r -> !r.persisted()).toList());
        }

        void item(Item.Kind kind, String title, Duration most, String call) {
            item(new Item(kind, title, title, most), call);
        }

        private void item(Item item, String call) {
            text.append("item %d ".formatted(items.size())).append(call);
            items.add(item);
        }

        void command(GuestCommand command, Item.Kind kind) {
            Transport.Place place = transport.place(command.content());
            item(
                    new Item(kind, command.title(), command.named(), command.limit()),
                    ShellText.call("run_command", place.digest().hex(), place.words()));
        }

        private void file(GuestFile file) {
            Transport.Place place = transport.place(file.content());
            item(
                    new Item(Item.Kind.FILE, file.title(), file.named(), SHORT),
                    ShellText.call("put_file", file.path(), place.digest().hex(), place.words()));
        }

        private void repositories(List<PackageRepository> repositories) {
            if (repositories.isEmpty()) {
                return;
            }
            text.append("add_repositories() {\n");
            repositories.forEach(repository -> text.append("    ").append(call(repository)));
            text.append("    refresh_repositories\n}\n");
            item(Item.Kind.REPOSITORIES, "repositories", limit, "add_repositories\n");
        }

        private static String call(PackageRepository repository) {
            String name = RepositoryNames.of(repository.name());
            AptSource apt = AptSource.parse(repository.address());
            return ShellText.call(
                    "add_repository",
                    name,
                    repository.name(),
                    repository.address(),
                    repository.signed() ? "1" : "0",
                    repository.verifiesTls() ? "1" : "0",
                    apt.type(),
                    apt.options(),
                    apt.uri(),
                    apt.suite(),
                    apt.components());
        }

        private void removal(List<PackageRepository> repositories) {
            if (repositories.isEmpty()) {
                return;
            }
            text.append("remove_repositories() {\n");
            repositories.forEach(
                    repository ->
                            text.append("    ")
                                    .append(
                                            ShellText.call(
                                                    "remove_repository",
                                                    RepositoryNames.of(repository.name()))));
            text.append("}\n");
            item(Item.Kind.REMOVAL, "removal of repositories", SHORT, "remove_repositories\n");
        }
    }
}
