package org.imagefactory.tinman;

import java.util.Locale;
import org.imagefactory.config.TrustKeys;
import org.imagefactory.spec.Architecture;

/** YaST: kernel, initrd, {@code CHECKSUMS} with a signature, and packages are in one tree. */
final class SuseFamily implements Family {

    @Override
    public void tree(String url, Section section, String place, Said said) {
        String folder = url + "/" + folder(section.arch());
        Family.boot(folder + "/linux", folder + "/initrd", place, said);
        said.say(TrustKeys.CHECKSUMS, url + "/CHECKSUMS", place);
        said.say(TrustKeys.CHECKSUMS_SIGNATURE, url + "/CHECKSUMS.asc", place);
        said.say(TrustKeys.RELEASE, "", place);
        said.say("opensuse_tree", url, place);
        said.say("opensuse_install", url, place);
        // Only packages of the tree are installed, as whoever wrote the template knows it.
        said.say("opensuse_update_path", "", place);
    }

    private static String folder(Architecture arch) {
        return arch == Architecture.ARM64
                ? "boot/" + arch.machine()
                : "boot/" + arch.machine() + "/loader";
    }

    /** A disc that is called a DVD has the packages, too; others get them from the mirror. */
    @Override
    public void disc(String fileName, Section section, String place, Said said) {
        String folder = folder(section.arch());
        Family.bootFromDisc(folder + "/linux", folder + "/initrd", section, place, said);
        if (fileName.toLowerCase(Locale.ROOT).contains("dvd")) {
            said.say("opensuse_install", "cd:/", place);
            said.say("opensuse_update_path", "", place);
        }
    }
}
