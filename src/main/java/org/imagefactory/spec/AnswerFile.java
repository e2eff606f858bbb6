package org.imagefactory.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file that answers the installer's questions. It is put into the root of the initrd, or onto a
 * volume that the installer looks for.
 *
 * @param kind whose installer it is for
 * @param file on this host; a template if its name ends in {@code .mustache}
 * @param values for the template; what the specification says need not be among them
 */
public record AnswerFile(Kind kind, Path file, AnswerValues values) {

    private static final String TEMPLATE_SUFFIX = ".mustache";

    /** The installer families. */
    public enum Kind {
        PRESEED("preseed file"),
        KICKSTART("kickstart file"),
        AUTOYAST("AutoYaST file"),
        AUTOINSTALL("autoinstall file"),
        AGAMA("Agama profile");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** What people call it. */
        public String title() {
            return title;
        }

        /** Where the installer looks for it; empty if that is the root of the initrd. */
        public Optional<SeedVolume> volume() {
            return switch (this) {
                case PRESEED, KICKSTART, AUTOYAST -> Optional.empty();
                case AUTOINSTALL -> Optional.of(SeedVolume.NO_CLOUD);
                case AGAMA -> Optional.of(SeedVolume.OEM_DRIVE);
            };
        }
    }

    /** A file that is taken as it is. */
    public AnswerFile(Kind kind, Path file) {
        this(kind, file, AnswerValues.NONE);
    }

    /** The same with what a specification says among the values, if it is a template. */
    AnswerFile with(InstalledSystem system, Machine machine, Disk disk) {
        return isTemplate() ? new AnswerFile(kind, file, values.with(system, machine, disk)) : this;
    }

    /** Whether the installer gets what the values make of the file. */
    public boolean isTemplate() {
        return isTemplate(fileName());
    }

    /** Whether a file of that name is a template. */
    public static boolean isTemplate(String fileName) {
        return fileName.endsWith(TEMPLATE_SUFFIX);
    }

    /** The name under which the installer gets it. */
    public String name() {
        return kind.volume().map(SeedVolume::answer).orElseGet(this::ownName);
    }

    private String ownName() {
        String name = fileName();
        return isTemplate() ? name.substring(0, name.length() - TEMPLATE_SUFFIX.length()) : name;
    }

    /** The kernel arguments that tell the installer where the file is. */
    public List<String> kernelArguments() {
        String uri = "file:///" + name();
        return switch (kind) {
            case PRESEED -> List.of("preseed/url=" + uri);
            case KICKSTART -> List.of("inst.ks=" + uri, "ks=" + uri);
            case AUTOYAST -> List.of("autoyast=" + uri);
            case AUTOINSTALL -> List.of("autoinstall", "ds=nocloud");
            case AGAMA -> List.of();
        };
    }

    /** The same, and a proxy, for an installer that is told one on the command line. */
    public List<String> kernelArguments(InstallerProxy proxy) {
        List<String> arguments = new ArrayList<>(kernelArguments());
        proxyArgument().ifPresent(name -> arguments.add(name + "=" + proxy.uri()));
        return List.copyOf(arguments);
    }

    /**
     * The kernel argument that names a proxy for packages; empty for an installer that learns it in
     * another way.
     */
    public Optional<String> proxyArgument() {
        return switch (kind) {
            case PRESEED -> Optional.of("mirror/http/proxy"); // debconf's question
            case KICKSTART -> Optional.of("inst.proxy"); // read by anaconda
            case AUTOYAST, AGAMA -> Optional.of("proxy"); // read by linuxrc, and by dracut
            case AUTOINSTALL -> Optional.empty(); // told by the file itself
        };
    }

    private String fileName() {
        return String.valueOf(file.getFileName());
    }
}
