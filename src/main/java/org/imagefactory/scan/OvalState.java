package org.imagefactory.scan;

import java.util.Optional;
import org.imagefactory.scan.Installed.Present;

/**
 * What OVAL asks of the version of a package.
 *
 * @param operation in the words of the language; empty where nothing is asked that can be answered
 * @param version to compare with
 * @param whole whether epoch and release are compared, too
 */
record OvalState(String operation, String version, boolean whole) {

    /** Who signed a package, and for which architecture it is: nobody can say here. */
    static final OvalState UNANSWERED = new OvalState("", "", true);

    /** Every version is greater. */
    private static final String NONE = "0:0-0";

    /** Empty where it cannot be answered. */
    Optional<Boolean> holds(Installed system, Present present) {
        boolean module = Modules.hold(present.version());
        if (operation.startsWith("less than") && Modules.hold(version) != module) {
            return Optional.of(false);
        }
        int order = system.compare(whole ? present.version() : upstream(present), version);
        return switch (operation) {
            case "less than" -> Optional.of(order < 0);
            case "less than or equal" -> Optional.of(order <= 0);
            case "greater than" -> Optional.of(order > 0);
            case "greater than or equal" -> Optional.of(order >= 0);
            case "equals" -> Optional.of(order == 0);
            case "not equal" -> Optional.of(order != 0);
            default -> Optional.empty();
        };
    }

    /** Whether what it holds of is vulnerable, rather than the product that is asked for. */
    boolean tellsOfVulnerable() {
        return operation.startsWith("less than")
                || (operation.equals("greater than") && version.equals(NONE));
    }

    /** The version that is not vulnerable any more; empty where there is none. */
    String fixed() {
        if (!operation.equals("less than")) {
            return "";
        }
        return version.startsWith("0:") ? version.substring(2) : version;
    }

    private static String upstream(Present present) {
        String rest = present.version().substring(present.version().indexOf(':') + 1);
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0 ? rest : rest.substring(0, hyphen);
    }
}
