package org.imagefactory.console;

import java.util.regex.Pattern;
import org.imagefactory.spec.Field;

/**
 * Who speaks on the console: the parts of an installation that ask or fail in words of their own.
 */
public enum InstallerFamily {
    /** The guest's own answer file, in words that this program defines. */
    ANSWER_FILE("the answer file", "(?!)", "see the end of the console log"),
    /** The kernel of the installer. */
    LINUX("the kernel", "(?!)", "does the machine have the memory and the devices that it needs?"),
    /** The first process of a full system. */
    SYSTEMD("systemd", "(?!)", "see the console log for the unit that failed first"),
    /** The initial file system of the Red Hat family and of SUSE. */
    DRACUT("dracut", "(?!)", "can the machine reach what inst.repo, inst.stage2 or root= name?"),
    /** The initial file system of Debian and Ubuntu. */
    INITRAMFS("initramfs-tools", "(?!)", "can the machine reach the root file system of the boot?"),
    /** Debian's installer. */
    DEBIAN(
            "debian-installer",
            "debian-installer|\\(1\\*installer\\)|syslogd, klogd",
            "preseed the template; debconf-get-selections --installer on a system that was installed"
                    + " by hand lists all of them, and DEBCONF_DEBUG=5 in "
                    + Field.KERNEL_ARGUMENTS
                    + " shows each as it is"
                    + " asked"),
    /** The installer of the Red Hat family. */
    ANACONDA(
            "anaconda",
            "\\banaconda\\b|Starting installer, one moment",
            "add the command that is missing to the kickstart file"),
    /** The installer of SUSE, with linuxrc, which starts it. */
    YAST("YaST", "\\blinuxrc\\b|\\bYaST2?\\b", "answer it in the AutoYaST profile"),
    /** The new installer of SUSE. */
    AGAMA("Agama", "\\b[Aa]gama\\b", "answer it in the profile that inst.auto names"),
    /** The installer of Ubuntu's server images. */
    SUBIQUITY(
            "subiquity",
            "\\bsubiquity\\b",
            "answer it in the autoinstall file, and have autoinstall among the kernel arguments");

    private final String title;
    private final Pattern hello;
    private final String advice;

    InstallerFamily(String title, String hello, String advice) {
        this.title = title;
        this.hello = Pattern.compile(hello);
        this.advice = advice;
    }

    /** Its name in a message. */
    public String title() {
        return title;
    }

    /** What to do about a question of this installer. */
    String advice() {
        return advice;
    }

    /** Whether a piece of text gives away that this installer runs. */
    boolean introducedBy(String text) {
        return hello.matcher(text).find();
    }
}
