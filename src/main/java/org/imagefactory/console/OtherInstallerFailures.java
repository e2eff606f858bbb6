package org.imagefactory.console;

import static org.imagefactory.console.FailurePattern.dialog;
import static org.imagefactory.console.FailurePattern.fatal;
import static org.imagefactory.console.FailurePattern.fatalIn;

import java.util.List;

/**
 * How the installers of the Red Hat family, SUSE and Ubuntu say that they failed. Lines of systemd
 * about a unit that failed are common in healthy boots of their live systems and are not here,
 * except for the one unit that is the installer.
 */
final class OtherInstallerFailures {

    private static final String ANACONDA_LOG =
            "anaconda stopped and waits; the text on the console names the reason";
    private static final String YAST_LOG = "the reason stands in YaST's log, /var/log/YaST2/y2log";
    private static final String SUBIQUITY_LOG =
            "subiquity stopped; the reason stands in /var/log/installer and /var/crash";

    static final List<FailurePattern> ALL =
            List.of(
                    // pyanaconda: an exception that nobody caught. Before anaconda runs, a Python
                    // program of the live system may fail without harm.
                    fatalIn(
                            InstallerFamily.ANACONDA,
                            "Traceback \\(most recent call last\\)",
                            ANACONDA_LOG),
                    // tmux shows it when anaconda's process has ended.
                    fatal(
                            InstallerFamily.ANACONDA,
                            "Pane is dead",
                            "anaconda ended without finishing; the console log tells why"),
                    // pyanaconda/errors.py
                    fatal(
                            InstallerFamily.ANACONDA,
                            "The following error occurred while installing"
                                    + "|There was an error installing the .{1,80} package"
                                    + "|An unknown error has occurr?ed"
                                    + "|There was an error running the kickstart script at line",
                            ANACONDA_LOG),
                    // pykickstart/errors.py and anaconda's message around it
                    fatal(
                            InstallerFamily.ANACONDA,
                            "The following problem occurred on line \\d+ of the kickstart file"
                                    + "|[Kk]ickstart file .{0,120}[Ee]rror"
                                    + "|The kickstart file .{0,80} is missing required information",
                            "check the kickstart file with ksvalidator"),
                    // anaconda's dracut module: inst.ks could not be fetched, and it goes on
                    // without, to ask everything.
                    fatal(
                            InstallerFamily.ANACONDA,
                            "Warning: anaconda: failed to fetch kickstart",
                            "the kickstart file was not found"),
                    // linuxrc: then it starts its manual menu.
                    fatal(
                            InstallerFamily.YAST,
                            "\\*\\*\\* Could not find the .{1,80} [Rr]epository"
                                    + "|Activating manual setup program",
                            "check install= and the network"),
                    dialog(
                            InstallerFamily.YAST,
                            "No repository found\\.|Could not find the .{1,80} Repository\\.",
                            "check install= and the network"),
                    // YaST's signal handler and the wrapper around each client
                    fatal(InstallerFamily.YAST, "YaST got signal \\d+", YAST_LOG),
                    dialog(
                            InstallerFamily.YAST,
                            "Internal error\\. Please report a bug report with logs",
                            YAST_LOG),
                    // AutoYaST
                    dialog(
                            InstallerFamily.YAST,
                            "Error while parsing the control file"
                                    + "|An error occurred while retrieving the profile",
                            "check the AutoYaST profile with xmllint"),
                    // The service that applies the profile; the first name until version 15.
                    fatal(
                            InstallerFamily.AGAMA,
                            "agama-auto(?:install)?\\.service: Failed with result"
                                    + "|Cannot perform the installation as the settings are not"
                                    + " valid",
                            "the profile could not be applied; journalctl -u agama-autoinstall in the"
                                    + " installer tells why"),
                    // subiquity's last words
                    fatal(
                            InstallerFamily.SUBIQUITY,
                            "An error occurred\\. Press enter to start a shell",
                            SUBIQUITY_LOG),
                    // Steps that fail without harm (a refresh of the installer, a mirror that is
                    // tried) are not among these.
                    fatal(
                            InstallerFamily.SUBIQUITY,
                            "finish: subiquity/(?:Install|Early|Late|Autoinstall)[^ :]*: FAIL"
                                    + "|\\binstall_fail\\b",
                            SUBIQUITY_LOG),
                    // curtin, which does the work of subiquity
                    fatal(
                            InstallerFamily.SUBIQUITY,
                            "curtin: Installation failed with exception",
                            SUBIQUITY_LOG));

    private OtherInstallerFailures() {}
}
