package org.imagefactory.spec;

import java.util.ArrayList;
import java.util.List;

/** Tells one customisation from another by what it does, wherever it was asked for. */
final class CustomisationText {

    private CustomisationText() {}

    /** A line for each thing; none if nothing is done. */
    static List<String> of(Customisation customisation) {
        List<String> lines = new ArrayList<>();
        if (customisation.changesSystem()) {
            customisation.repositories().forEach(repository -> lines.add(repository.toString()));
            customisation.precommands().forEach(command -> lines.add("before " + text(command)));
            customisation.packages().forEach(name -> lines.add("package " + name));
            customisation
                    .files()
                    .forEach(f -> lines.add("file " + f.path() + " " + digest(f.content())));
            customisation.commands().forEach(command -> lines.add("command " + text(command)));
        }
        customisation.packageFacts().ifPresent(command -> lines.add("facts " + text(command)));
        return lines;
    }

    private static String text(GuestCommand command) {
        return command.name() + " " + digest(command.content());
    }

    private static String digest(GuestContent content) {
        return content instanceof GuestContent.Text text
                ? Sha256.of(text.text()).hex()
                : content.toString();
    }
}
