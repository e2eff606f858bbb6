package org.imagefactory.tinman;

/**
 * Ubuntu's live server: a tree is a mirror of packages. The installer is on a disc, which no mirror
 * of packages has: that stays the section's.
 */
final class UbuntuFamily implements Family {

    @Override
    public void tree(String url, Section section, String place, Said said) {
        String mirror = url.replaceFirst("/dists(?:/.*)?$", "");
        said.say("ubuntu_mirror", mirror, place);
        said.say("ubuntu_security_mirror", mirror, place);
    }

    @Override
    public void disc(String fileName, Section section, String place, Said said) {
        Family.bootFromDisc("casper/vmlinuz", "casper/initrd", section, place, said);
    }
}
