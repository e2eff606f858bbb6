package org.imagefactory.spec;

import java.nio.file.Path;
import java.util.List;

/**
 * The file that answers the installer's questions; it is put into the root of the initrd.
 *
 * @param kind whose installer it is for
 * @param file on this host
 */
public record AnswerFile(Kind kind, Path file) {

    /** The installer families. */
    public enum Kind {
        PRESEED,
        KICKSTART,
        AUTOYAST
    }

    /** The kernel arguments that tell the installer where the file is. */
    public List<String> kernelArguments() {
        String uri = "file:///" + file.getFileName();
        return switch (kind) {
            case PRESEED -> List.of("preseed/url=" + uri);
            case KICKSTART -> List.of("inst.ks=" + uri, "ks=" + uri);
            case AUTOYAST -> List.of("autoyast=" + uri);
        };
    }
}
