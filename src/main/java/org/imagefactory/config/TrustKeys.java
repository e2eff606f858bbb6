package org.imagefactory.config;

import java.nio.file.Path;
import java.util.List;
import org.imagefactory.spec.DigestKind;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.Sbom;
import org.imagefactory.spec.Sha256;
import org.imagefactory.spec.SignMethod;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verify;

/**
 * Rows of the table of keys: what proves that the installer is genuine, and what proves the same of
 * the image.
 */
public final class TrustKeys {

    static final KeyGroup ROWS = new KeyGroup();

    public static final Key<List<SourceUri>> CHECKSUMS =
            ROWS.image("checksums", ValueType.SOURCES)
                    .field(Field.CHECKSUMS)
                    .add(
                            "File on the mirror that lists the SHA-256 digests of **linux** and"
                                    + " **initrd**, or of **installer_image**: *SHA256SUMS*, a"
                                    + " *CHECKSUM* file of Fedora, or *.treeinfo*.");

    public static final Key<DigestKind> CHECKSUMS_DIGEST =
            ROWS.image("checksums-digest", ValueType.choice(DigestKind.class))
                    .field(Field.CHECKSUMS_DIGEST)
                    .defaultText("sha256")
                    .add(
                            "Kind of the digests in **checksums**. **sha1** and **md5** can be"
                                    + " forged: they are for old lists that have nothing better.");

    public static final Key<List<SourceUri>> CHECKSUMS_SIGNATURE =
            ROWS.image("checksums-signature", ValueType.SOURCES)
                    .field(Field.CHECKSUMS_SIGNATURE)
                    .add(
                            "Detached OpenPGP signature of **checksums**. A clear-signed checksum"
                                    + " file needs none. With **verify=auto** and no"
                                    + " **keyring** it is not looked at.");

    static final Key<Sha256> INITRD_SHA256 =
            ROWS.image("initrd-sha256", ValueType.DIGEST)
                    .field(Field.INITRD_SHA256)
                    .add("The only digest that **initrd** may have.");

    static final Key<Sha256> INSTALLER_IMAGE_SHA256 =
            ROWS.image("installer-image-sha256", ValueType.DIGEST)
                    .field(Field.INSTALLER_IMAGE_SHA256)
                    .add("The only digest that **installer_image** may have.");

    public static final Key<Path> KEYRING =
            ROWS.image("keyring", ValueType.FILE)
                    .field(Field.KEYRING)
                    .add(
                            "OpenPGP keys that may have signed **release**, **checksums** or its"
                                    + " signature, as gpgv reads them: binary or armored.");

    static final Key<Sha256> LINUX_SHA256 =
            ROWS.image("linux-sha256", ValueType.DIGEST)
                    .field(Field.KERNEL_SHA256)
                    .add("The only digest that **linux** may have.");

    public static final Key<List<SourceUri>> RELEASE =
            ROWS.image("release", ValueType.SOURCES)
                    .field(Field.RELEASE)
                    .add(
                            "Clear-signed *InRelease* file of a Debian mirror that lists the"
                                    + " digest of **checksums**.");

    static final Key<Sbom> SBOM =
            ROWS.image("sbom", ValueType.choice(Sbom.class))
                    .field(Field.SBOM)
                    .defaultText("cyclonedx")
                    .add(
                            "Software bill of materials beside the image: CycloneDX 1.6, SPDX 2.3,"
                                    + " or both, as JSON.");

    static final Key<SignMethod> SIGN =
            ROWS.image("sign", ValueType.choice(SignMethod.class))
                    .field(Field.SIGN)
                    .defaultText("none")
                    .add(
                            "**gpg**: sign each checksum file and the provenance with the OpenPGP"
                                    + " key **sign-key**, in detached armored signatures. Nobody"
                                    + " is asked for the passphrase: gpg-agent has to have it.");

    static final Key<String> SIGN_COMMAND =
            ROWS.image("sign-command", ValueType.COMMAND)
                    .field(Field.SIGN_COMMAND)
                    .add(
                            "Command that signs a file, which it gets as its last argument. It"
                                    + " runs before publication, for each checksum file and for the"
                                    + " provenance, in the folder that they lie in. What it writes"
                                    + " beside the file, under its name with a suffix such as"
                                    + " *.minisig*, is published and uploaded, too."
                                    + " **${image}** stands for the image's file name.");

    static final Key<String> SIGN_KEY =
            ROWS.image("sign-key", ValueType.TEXT)
                    .field(Field.SIGN_KEY)
                    .defaultNote("gpg's default key")
                    .add("Fingerprint, key ID or mail address of the OpenPGP key to sign with.");

    static final Key<Path> SIGN_KEYRING =
            ROWS.image("sign-keyring", ValueType.FILE)
                    .field(Field.SIGN_KEYRING)
                    .defaultNote("gpg's own keyring")
                    .add(
                            "OpenPGP keys that **image-factory verify** accepts signatures by,"
                                    + " binary or armored; images without a signature by one of"
                                    + " them are refused.");

    public static final Key<Verify> VERIFY =
            ROWS.image("verify", ValueType.choice(Verify.class))
                    .field(Field.VERIFY)
                    .defaultText("auto")
                    .add(
                            "Proof that the netboot files are genuine: an OpenPGP signature or a"
                                    + " pinned digest (**signed**), a checksum of the mirror"
                                    + " without a look at signatures (**checksum**), the"
                                    + " strongest that the keys name, with a warning where that"
                                    + " is no signature (**auto**), or no more than pinned"
                                    + " digests (**none**).");

    private TrustKeys() {}
}
