package org.imagefactory.scan;

/** Modules of packages: several versions of the same software, of which a system uses one. */
final class Modules {

    /** Why nobody can say; a list of packages does not tell of them. */
    static final String CONDITION = "if the module of these packages is the one in use";

    /** How the versions of their packages differ from those of others with the same name. */
    private static final String MARK = ".module";

    private Modules() {}

    /** Whether a package with that version is of a module. */
    static boolean hold(String version) {
        return version.contains(MARK);
    }
}
