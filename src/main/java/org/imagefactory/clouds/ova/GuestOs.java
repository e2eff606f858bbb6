package org.imagefactory.clouds.ova;

import java.util.Locale;
import org.imagefactory.tdl.TemplateOs;

/**
 * What others call an operating system.
 *
 * @param cim number in the class CIM_OperatingSystem
 * @param vmware name in the vSphere API, of those that hardware version 13 knows
 */
record GuestOs(int cim, String vmware) {

    private static final int RHEL = 79;
    private static final int SUSE = 82;
    private static final int UBUNTU = 93;
    private static final int DEBIAN = 95;
    private static final int CENTOS = 106;

    static GuestOs of(Machine machine) {
        boolean wide = machine.is64Bit();
        String name = machine.os().name().toLowerCase(Locale.ROOT);
        int major = major(name, machine.os());
        if (name.startsWith("debian")) {
            return known(DEBIAN, "debian" + Math.max(6, Math.min(major, 10)), wide, "_64");
        }
        if (name.startsWith("ubuntu")) {
            return known(UBUNTU, "ubuntu", wide, "64");
        }
        if (name.startsWith("rhel")) {
            return known(RHEL, "rhel" + Math.max(5, Math.min(major, 7)), wide, "_64");
        }
        if (name.startsWith("centos")) {
            return known(CENTOS, major < 7 ? "centos" : "centos7_", wide, "64");
        }
        if (name.startsWith("opensuse")) {
            return known(SUSE, "opensuse", wide, "64");
        }
        if (name.startsWith("fedora")) {
            return new GuestOs(wide ? 101 : 36, wide ? "fedora64Guest" : "fedoraGuest");
        }
        return new GuestOs(wide ? 101 : 36, wide ? "otherLinux64Guest" : "otherLinuxGuest");
    }

    /** The number of the wide one follows that of the narrow one. */
    private static GuestOs known(int cim, String name, boolean wide, String suffix) {
        return new GuestOs(wide ? cim + 1 : cim, name + (wide ? suffix : "") + "Guest");
    }

    /** {@code RHEL-9} has it in the name, {@code Debian 13} in the version. */
    static int major(String name, TemplateOs os) {
        String text = name.contains("-") ? name.replaceFirst(".*-", "") : os.version();
        String digits = text.replaceFirst("[^0-9].*", "");
        return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
    }
}
