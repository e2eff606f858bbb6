package org.imagefactory.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.spec.ImageName;

/** How whoever orders builds names what they make. */
public interface ResultNames {

    /** The name of a build that begins now. */
    BuildName next(ImageName image);

    /**
     * The newest build of the same image that came before one and whose files that build does not
     * replace.
     *
     * @param folder has the files of all builds
     * @param kind of the document that it has to have published
     * @throws IOException the folder cannot be read
     */
    Optional<BuildName> before(BuildName build, Path folder, DocumentKind kind) throws IOException;
}
