package org.imagefactory.tdl;

import java.util.List;
import java.util.Optional;
import org.imagefactory.spec.DataSize;

/**
 * What a valid template asks for.
 *
 * @param name may be empty
 * @param description word for word; absent if it is empty
 * @param os what is installed, and from where
 * @param diskSize as large as a number can be where the template wants more; absent if it leaves
 *     the size open
 * @param packages in the template's order, repetitions included
 * @param repositories by different names
 * @param files by different names
 * @param precommands in the order in which they are to run, before the packages are installed
 * @param commands in the order in which they are to run, at the end
 * @param warnings of what is allowed and has no effect
 * @param source the text that it was read from
 */
public record Template(
        String name,
        Optional<String> description,
        TemplateOs os,
        Optional<DataSize> diskSize,
        List<String> packages,
        List<TemplateRepository> repositories,
        List<TemplateFile> files,
        List<TemplateCommand> precommands,
        List<TemplateCommand> commands,
        List<TemplateFault> warnings,
        TemplateSource source) {

    /** The size of the disk where a template leaves it open. */
    public static final DataSize DEFAULT_DISK_SIZE = new DataSize(10L << 30);

    public Template {
        packages = List.copyOf(packages);
        repositories = List.copyOf(repositories);
        files = List.copyOf(files);
        precommands = List.copyOf(precommands);
        commands = List.copyOf(commands);
        warnings = List.copyOf(warnings);
    }

    /**
     * Whether anything is done in the installed system; repositories and precommands alone are not
     * reason enough.
     */
    public boolean isCustomised() {
        return !packages.isEmpty() || !files.isEmpty() || !commands.isEmpty();
    }
}
