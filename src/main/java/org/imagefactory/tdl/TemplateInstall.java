package org.imagefactory.tdl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the installer of a template's system comes from. */
public sealed interface TemplateInstall {

    /**
     * A tree of the distribution.
     *
     * @param url its address; nobody has looked at it yet
     */
    record Tree(String url) implements TemplateInstall {}

    /**
     * An installation disc.
     *
     * @param url its address; nobody has looked at it yet
     * @param checksums the list that the disc is to be in
     * @param extras to be added to the disc
     */
    record Disc(String url, Optional<Checksums> checksums, List<Extra> extras)
            implements TemplateInstall {

        public Disc {
            extras = List.copyOf(extras);
        }
    }

    /**
     * A list of checksums.
     *
     * @param algorithm of its sums
     * @param url its address
     */
    record Checksums(Algorithm algorithm, String url) {}

    /** How the sums of a list are made. */
    enum Algorithm {
        MD5,
        SHA1,
        SHA256;

        /** The element of a template that names such a list. */
        String element() {
            return name().toLowerCase(Locale.ROOT) + "sum";
        }
    }

    /**
     * Something to be added to an installation disc.
     *
     * @param directory whether it is a whole folder
     * @param source its address
     * @param destination where it belongs, relative to the root of the disc
     */
    record Extra(boolean directory, String source, String destination) {}
}
