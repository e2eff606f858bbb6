package org.imagefactory.guest;

import java.util.List;

/** Where the installers of the distributions leave their logs in the installed system. */
public final class InstallerLogs {

    /** Worth reading when an installation is to be understood. */
    public static final List<String> PRINTED =
            List.of(
                    "/root/anaconda-ks.cfg",
                    "/var/adm/autoinstall/logs/*",
                    "/var/log/anaconda.*",
                    "/var/log/anaconda/*",
                    "/var/log/installer/syslog",
                    "/var/log/YaST2/y2log");

    /** Must not be in an image: they name the build machine and may hold passwords. */
    public static final List<String> REMOVED =
            List.of(
                    "/root/anaconda-ks.cfg",
                    "/root/install.log*",
                    "/var/adm/autoinstall",
                    "/var/lib/YaST2",
                    "/var/log/anaconda",
                    "/var/log/installer",
                    "/var/log/YaST2");

    private InstallerLogs() {}
}
