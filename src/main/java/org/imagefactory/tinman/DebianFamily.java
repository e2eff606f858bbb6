package org.imagefactory.tinman;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.config.TrustKeys;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Choice;

/**
 * Debian's installer: a tree is a mirror, or a folder below {@code dists/SUITE} of one. The suite's
 * {@code InRelease}, signed by Debian, proves the files of any mirror.
 */
final class DebianFamily implements Family {

    private static final Pattern SUITE = Pattern.compile("(?<root>.*)/dists/(?<suite>[^/]+).*");

    @Override
    public void tree(String url, Section section, String place, Said said) {
        Matcher suite = SUITE.matcher(url);
        boolean named = suite.matches();
        String root = named ? suite.group("root") : url;
        String dist = named ? suite.group("suite") : section.value("dist");
        String arch = Choice.name(section.arch());
        String dists = root + "/dists/" + dist;
        String images = dists + "/main/installer-" + arch + "/current/images";
        String netboot = images + "/netboot/debian-installer/" + arch;
        if (dist.isEmpty()) {
            said.warn(
                    "%s: '%s' names no suite, and the section has no variable dist: name"
                                    .formatted(place, url)
                            + " …/dists/SUITE/");
        }
        Family.boot(netboot + "/linux", netboot + "/initrd.gz", place, said);
        said.say(TrustKeys.CHECKSUMS, images + "/SHA256SUMS", place);
        said.say(TrustKeys.CHECKSUMS_SIGNATURE, "", place);
        said.say(TrustKeys.RELEASE, dists + "/InRelease", place);
        said.say("dist", dist, place);
        packages(URI.create(root), place, said);
    }

    /** Where the installer gets packages from. */
    private static void packages(URI root, String place, Said said) {
        said.say("debian_mirror", root.toString(), place);
        said.say("debian_mirror_protocol", root.getScheme(), place);
        said.say("debian_mirror_host", root.getRawAuthority(), place);
        said.say(
                "debian_mirror_directory",
                root.getRawPath().isEmpty() ? "/" : root.getRawPath(),
                place);
    }

    @Override
    public void disc(String fileName, Section section, String place, Said said) {
        String folder = section.arch() == Architecture.ARM64 ? "install.a64" : "install.amd";
        Family.bootFromDisc(folder + "/vmlinuz", folder + "/initrd.gz", section, place, said);
    }
}
