package org.imagefactory.tinman;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.spec.Customisation;
import org.imagefactory.spec.GuestCommand;
import org.imagefactory.spec.GuestContent;
import org.imagefactory.spec.GuestFile;
import org.imagefactory.spec.PackageRepository;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateCommand;
import org.imagefactory.tdl.TemplateFile;
import org.imagefactory.tdl.TemplateRepository;

/** Makes of a template what is done in the booted system. */
final class CustomisationReader {

    private final Places places;
    private final Contents contents;

    CustomisationReader(Places places, Contents contents) {
        this.places = places;
        this.contents = contents;
    }

    /**
     * @param listed whether the template's own list of packages is wanted
     */
    Customisation read(Template template, boolean listed)
            throws BuildException, InterruptedException {
        Optional<GuestCommand> facts =
                template.os().icicleCommand().filter(command -> listed).map(this::facts);
        if (!template.isCustomised()) {
            return new Customisation(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    facts,
                    Customisation.USUAL_LIMIT);
        }
        return new Customisation(
                template.repositories().stream().map(CustomisationReader::repository).toList(),
                commands(template.precommands()),
                template.packages().stream().distinct().toList(),
                files(template.files()),
                commands(template.commands()),
                facts,
                Customisation.USUAL_LIMIT);
    }

    static PackageRepository repository(TemplateRepository repository) {
        return new PackageRepository(
                repository.name(),
                repository.url(),
                repository.signed(),
                repository.persisted(),
                repository.sslVerify());
    }

    private List<GuestFile> files(List<TemplateFile> files)
            throws BuildException, InterruptedException {
        List<GuestFile> all = new ArrayList<>();
        for (TemplateFile file : files) {
            String place = places.of(file.line());
            all.add(new GuestFile(file.name(), contents.of(file.content(), place), place));
        }
        return all;
    }

    private List<GuestCommand> commands(List<TemplateCommand> commands)
            throws BuildException, InterruptedException {
        List<GuestCommand> all = new ArrayList<>();
        for (TemplateCommand command : commands) {
            String place = places.of(command.line());
            all.add(command(command.name(), contents.of(command.content(), place), place));
        }
        return all;
    }

    /** Names in the system's own order, then the template's lines in whatever order they come. */
    private GuestCommand facts(String command) {
        return command(
                "icicle",
                new GuestContent.Text(PackageFacts.script(command)),
                places.of("os/icicle"));
    }

    private static GuestCommand command(String name, GuestContent content, String place) {
        return new GuestCommand(name, content, place, GuestCommand.USUAL_LIMIT);
    }
}
