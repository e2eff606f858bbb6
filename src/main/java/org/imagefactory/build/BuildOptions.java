package org.imagefactory.build;

import java.util.List;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.Description;

/**
 * How an image is built, beyond what its specification says.
 *
 * @param resume go on with what a failed build of the image has kept, where that is safe; else
 *     begin anew
 * @param description how those who ask for the image speak of it, for messages and documents
 * @param materials files that went into the specification, for the provenance
 */
public record BuildOptions(boolean resume, Description description, List<FileFact> materials) {

    public BuildOptions {
        materials = List.copyOf(materials);
    }

    /** A whole build, in any case. */
    public static final BuildOptions NONE = new BuildOptions(false);

    /** For an image of which nothing more is known. */
    public BuildOptions(boolean resume) {
        this(resume, Description.NONE);
    }

    /** For an image that nothing but the configuration goes into. */
    public BuildOptions(boolean resume, Description description) {
        this(resume, description, List.of());
    }

    /** The same for an image that is spoken of like this. */
    public BuildOptions of(Description image) {
        return new BuildOptions(resume, image, materials);
    }
}
