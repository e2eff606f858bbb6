package org.imagefactory.tinman;

import java.util.Optional;
import org.imagefactory.config.Keys;
import org.imagefactory.spec.AnswerFile;

/**
 * What the addresses of templates mean to the installers of a family. A family is told by the kind
 * of its answer files.
 */
interface Family {

    /**
     * A tree of the distribution takes the place of the section's mirror.
     *
     * @param url without a slash at its end
     * @param place where the template says so
     */
    void tree(String url, Section section, String place, Said said);

    /**
     * An installation disc takes the place of the section's installer.
     *
     * @param fileName of the disc
     * @param place where the template says so
     */
    void disc(String fileName, Section section, String place, Said said);

    /** The family of a section; empty if its installer needs no answers. */
    static Optional<Family> of(Section section) {
        return section.kind().map(Family::of);
    }

    private static Family of(AnswerFile.Kind kind) {
        return switch (kind) {
            case PRESEED -> new DebianFamily();
            case KICKSTART -> new RedHatFamily();
            case AUTOYAST -> new SuseFamily();
            case AUTOINSTALL -> new UbuntuFamily();
            case AGAMA -> new AgamaFamily();
        };
    }

    /** Kernel and initrd of a tree, in place of what the section boots. */
    static void boot(String linux, String initrd, String place, Said said) {
        said.say(Keys.INSTALLER_IMAGE, "", place);
        said.say(Keys.INSTALLER_KERNEL, "", place);
        said.say(Keys.INSTALLER_INITRD, "", place);
        said.say(Keys.LINUX, linux, place);
        said.say(Keys.INITRD, initrd, place);
    }

    /** Kernel and initrd of a disc; those that the section names already, where it has a disc. */
    static void bootFromDisc(
            String linux, String initrd, Section section, String place, Said said) {
        if (!section.has(Keys.INSTALLER_IMAGE) || !section.has(Keys.INSTALLER_KERNEL)) {
            said.say(Keys.INSTALLER_KERNEL, linux, place);
            said.say(Keys.INSTALLER_INITRD, initrd, place);
        }
    }
}
