package org.imagefactory.guest;

import java.util.List;
import java.util.stream.Stream;

/** Where the installers of the distributions leave their logs in the installed system. */
public final class InstallerLogs {

    /** Worth reading when an installation is to be understood. */
    public static final List<String> PRINTED =
            List.of(
                    "/root/anaconda-ks.cfg",
                    "/var/adm/autoinstall/logs/*",
                    "/var/log/agama-installation/*",
                    "/var/log/agama-installation/scripts/*",
                    "/var/log/anaconda.*",
                    "/var/log/anaconda/*",
                    "/var/log/installer/syslog",
                    "/var/log/YaST2/y2log");

    /** Must not be in an image: they name the build machine and may hold passwords. */
    public static final List<String> LOGS =
            List.of(
                    "/root/anaconda-ks.cfg",
                    "/root/install.log*",
                    "/var/adm/autoinstall",
                    "/var/lib/YaST2",
                    "/var/log/agama-installation",
                    "/var/log/anaconda",
                    "/var/log/installer",
                    "/var/log/YaST2");

    /**
     * What is removed after an installation: the logs, and the random seed that YaST saves in the
     * installed system when all scripts of an answer file have run.
     */
    public static final List<String> REMOVED =
            Stream.concat(LOGS.stream(), Stream.of("/var/lib/systemd/random-seed")).toList();

    private InstallerLogs() {}
}
