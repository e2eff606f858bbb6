package org.imagefactory.tinman;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.imagefactory.config.Keys;
import org.imagefactory.config.TrustKeys;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.Problem;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verify;
import org.imagefactory.tdl.TemplateInstall;
import org.imagefactory.tdl.TemplateInstall.Algorithm;
import org.imagefactory.tdl.TemplateInstall.Checksums;

/** Puts the place that a template installs from in place of the section's mirror. */
final class InstallerPlace {

    /** The address of the template, for sections that say themselves what it is good for. */
    private static final String VARIABLE = "install_url";

    private final Section section;
    private final boolean localFiles;
    private final Places places;
    private final Said said;

    /**
     * @param localFiles whether a disc may be a file of this host
     * @param said is told what the place means
     */
    InstallerPlace(Section section, boolean localFiles, Places places, Said said) {
        this.section = section;
        this.localFiles = localFiles;
        this.places = places;
        this.said = said;
    }

    /**
     * @throws ConfigurationException nothing can be installed from there
     */
    void read(TemplateInstall install) throws ConfigurationException {
        if (install instanceof TemplateInstall.Tree tree) {
            tree(tree.url());
        } else if (install instanceof TemplateInstall.Disc disc) {
            disc(disc);
        }
    }

    private void tree(String address) throws ConfigurationException {
        String place = places.of("os/install/url");
        URI uri = remote(address, place);
        String url = uri.toString().replaceFirst("/+$", "");
        said.say(VARIABLE, url, place);
        if (section.hasOwnInstaller()) {
            said.warn(
                    "%s: the installer is a file of this host, by the section [%s]; '%s' is only"
                                    .formatted(place, section.name(), url)
                            + " the variable install_url");
            return;
        }
        Optional<Family> family = Family.of(section);
        family.ifPresent(known -> known.tree(url, section, place, said));
        if (family.isEmpty()) {
            said.warn(
                    "%s: the section [%s] has no answer file, so nobody knows where an installer"
                                    .formatted(place, section.name())
                            + " is below '%s': it is only the variable install_url".formatted(url));
        }
    }

    private void disc(TemplateInstall.Disc disc) throws ConfigurationException {
        String place = places.of("os/install/iso");
        SourceUri source = file(disc.url(), place);
        said.say(VARIABLE, disc.url(), place);
        Family.of(section)
                .ifPresent(family -> family.disc(source.fileName(), section, place, said));
        said.say(Keys.INSTALLER_IMAGE, disc.url(), place);
        said.say(TrustKeys.CHECKSUMS_SIGNATURE, "", place);
        said.say(TrustKeys.RELEASE, "", place);
        said.say(TrustKeys.KEYRING, "", place);
        said.say(
                TrustKeys.VERIFY,
                Choice.name(disc.checksums().isPresent() ? Verify.CHECKSUM : Verify.NONE),
                place);
        said.say(TrustKeys.CHECKSUMS, "", place);
        if (disc.checksums().isPresent()) {
            checksums(disc.checksums().get());
        } else if (!source.isLocal()) {
            said.warn(
                    place
                            + ": nothing proves that the disc is genuine; name a list of checksums"
                            + " in sha256sum");
        }
        if (!disc.extras().isEmpty()) {
            said.warn(
                    places.of("os/install/extras")
                            + ": have no effect: nothing is added to the disc");
        }
    }

    private void checksums(Checksums list) throws ConfigurationException {
        String place =
                places.of("os/install/" + list.algorithm().name().toLowerCase(Locale.ROOT) + "sum");
        file(list.url(), place);
        said.say(TrustKeys.CHECKSUMS, list.url(), place);
        said.say(
                TrustKeys.CHECKSUMS_DIGEST,
                list.algorithm().name().toLowerCase(Locale.ROOT),
                place);
        if (list.algorithm() != Algorithm.SHA256) {
            said.warn(
                    place + ": such checksums can be forged; use sha256sum where there is a list");
        }
    }

    private SourceUri file(String address, String place) throws ConfigurationException {
        try {
            SourceUri source = SourceUri.parse(address);
            if (source.isLocal() && !localFiles) {
                throw wrong(place, "'%s' is a file of this host".formatted(address));
            }
            return source;
        } catch (IllegalArgumentException e) {
            throw wrong(place, String.valueOf(e.getMessage()));
        }
    }

    private static URI remote(String address, String place) throws ConfigurationException {
        try {
            URI uri = new URI(address);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (List.of("http", "https").contains(scheme)
                    && uri.getRawAuthority() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
            throw wrong(place, "'%s' is not the address of a tree".formatted(address));
        } catch (URISyntaxException e) {
            throw wrong(place, "'%s' is not an address: %s".formatted(address, e.getReason()));
        }
    }

    private static ConfigurationException wrong(String place, String message) {
        return new ConfigurationException(
                List.of(new Problem(place, message)),
                "give an address that begins with http:// or https://");
    }
}
