package org.imagefactory.tinman;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.config.TrustKeys;
import org.imagefactory.spec.InstallationTree;

/**
 * anaconda: a tree has {@code .treeinfo}, which says where kernel and initrd are, and packages; one
 * without it has them below {@code images}. Where the tree is BaseOS, AppStream lies beside it.
 * Nobody signs a tree.
 */
final class RedHatFamily implements Family {

    private static final String LINUX = "images/pxeboot/vmlinuz";
    private static final String INITRD = "images/pxeboot/initrd.img";
    private static final Pattern BASE_OS = Pattern.compile("(.*/)BaseOS(/.*)");

    @Override
    public void tree(String url, Section section, String place, Said said) {
        Family.boot(url + "/" + LINUX, url + "/" + INITRD, place, said);
        said.tree(new InstallationTree(url, section.arch()));
        said.say(TrustKeys.CHECKSUMS, url + "/.treeinfo", place);
        said.say(TrustKeys.CHECKSUMS_SIGNATURE, "", place);
        said.say(TrustKeys.RELEASE, "", place);
        said.say(TrustKeys.KEYRING, "", place);
        said.say("rpm_stage2", url, place);
        packages(url, moreOf(url), place, said);
    }

    /** Only packages of the tree are installed, as whoever wrote the template knows it. */
    private static String moreOf(String url) {
        Matcher base = BASE_OS.matcher(url);
        return base.matches() ? base.group(1) + "AppStream" + base.group(2) : "";
    }

    private static void packages(String tree, String more, String place, Said said) {
        said.say("rpm_tree", tree, place);
        said.say("rpm_more", more, place);
    }

    /** A disc that is called a DVD has the packages, too; others get them from the mirror. */
    @Override
    public void disc(String fileName, Section section, String place, Said said) {
        Family.bootFromDisc(LINUX, INITRD, section, place, said);
        said.say("rpm_stage2", "cdrom", place);
        if (fileName.toLowerCase(Locale.ROOT).contains("dvd")) {
            packages("", "", place, said);
        }
    }
}
