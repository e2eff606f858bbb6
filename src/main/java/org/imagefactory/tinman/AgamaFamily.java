package org.imagefactory.tinman;

/**
 * Agama, the installer of openSUSE Leap 16: a tree has packages. The installer is on a disc, which
 * stays the section's.
 */
final class AgamaFamily implements Family {

    @Override
    public void tree(String url, Section section, String place, Said said) {
        said.kernelArgument("inst.install_url=" + url);
    }

    @Override
    public void disc(String fileName, Section section, String place, Said said) {
        String folder = "boot/" + section.arch().machine() + "/loader";
        Family.bootFromDisc(folder + "/linux", folder + "/initrd", section, place, said);
    }
}
