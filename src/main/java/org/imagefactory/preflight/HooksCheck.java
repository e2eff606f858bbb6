package org.imagefactory.preflight;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.HookWords;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.UploadDestination;

/**
 * The programs of the user's commands. Only warnings: an earlier command may well make the program
 * of a later one.
 */
final class HooksCheck implements Check {

    private final SearchPath path;
    private final Path outputFolder;

    HooksCheck(SearchPath path, Path outputFolder) {
        this.path = path;
        this.outputFolder = outputFolder;
    }

    @Override
    public List<Finding> look(ImageSpec spec) {
        List<Finding> findings = new ArrayList<>();
        for (UploadDestination destination : spec.uploads()) {
            for (HookCommand hook : destination.hooks()) {
                findings.addAll(
                        hook("upload destination %s: ".formatted(destination.name()), hook));
            }
        }
        spec.postBuild().ifPresent(hook -> findings.addAll(hook("", hook)));
        spec.documents().signCommand().ifPresent(hook -> findings.addAll(signCommand(hook)));
        spec.upkeep()
                .notifyCommand()
                .ifPresent(hook -> findings.addAll(hook("", hook, "nobody will be told")));
        return findings;
    }

    /** Runs in the staging folder, where a relative path leads nowhere. */
    private List<Finding> signCommand(HookCommand hook) {
        Path program = Path.of(hook.text().strip().split("\\s", 2)[0]);
        if (program.getNameCount() > 1 && !program.isAbsolute()) {
            return List.of(
                    Finding.configurationError(
                            "",
                            "%s: '%s' is a relative path".formatted(hook.key(), program),
                            "write the whole path: the command runs in a folder of its own"));
        }
        return hook("", hook);
    }

    private List<Finding> hook(String prefix, HookCommand hook) {
        return hook(prefix, hook, "the build fails at its end unless it is there by then");
    }

    private List<Finding> hook(String prefix, HookCommand hook, String advice) {
        boolean wholeTextIsProgram =
                hook.text().contains("/") && Files.isRegularFile(outputFolder.resolve(hook.text()));
        if (wholeTextIsProgram) {
            return List.of();
        }
        String program;
        try {
            program = HookWords.split(hook.text()).get(0);
        } catch (IllegalArgumentException e) {
            return List.of(
                    Finding.configurationError(
                            "", "%s%s: %s".formatted(prefix, hook.key(), e.getMessage()), ""));
        }
        boolean isPath = program.contains("/");
        String file = isPath ? outputFolder.resolve(program).toString() : program;
        if (path.find(file).isPresent()) {
            return List.of();
        }
        return List.of(
                Finding.warning(
                        "%s%s: there is no program '%s'".formatted(prefix, hook.key(), program),
                        advice));
    }
}
