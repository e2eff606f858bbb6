package org.imagefactory.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.Rules;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;

/**
 * Reads where an installer comes from and what proves that it is genuine. The n-th URIs of all keys
 * make the n-th mirror; a key with one URI has it for all.
 */
final class MirrorReader {

    private static final List<Key<List<SourceUri>>> PAIR = List.of(Keys.LINUX, Keys.INITRD);
    private static final List<Key<List<SourceUri>>> IMAGE = List.of(Keys.INSTALLER_IMAGE);
    private static final List<Key<List<SourceUri>>> DOCUMENTS =
            List.of(TrustKeys.CHECKSUMS, TrustKeys.CHECKSUMS_SIGNATURE, TrustKeys.RELEASE);

    private final SectionReader section;
    private final Host host;
    private final Description words;
    private final Map<String, List<SourceUri>> sources = new LinkedHashMap<>();

    MirrorReader(SectionReader section, Host host, Description words) {
        this.section = section;
        this.host = host;
        this.words = words;
    }

    /** Empty, and problems are noted, if there is nothing to boot. */
    List<Mirror> read() {
        boolean image = section.isSet(Keys.INSTALLER_IMAGE);
        section.check(
                section.isSet(Keys.LINUX) ? Keys.LINUX : Keys.INITRD,
                KeyRules.installer(image, section.isSet(Keys.LINUX), section.isSet(Keys.INITRD)));
        (image ? IMAGE : PAIR).forEach(this::readSources);
        DOCUMENTS.forEach(this::readSources);
        if (!isEven()) {
            return List.of();
        }
        Optional<InstallerSource.BootPaths> boot = image ? bootPaths() : Optional.empty();
        int places = sources.values().stream().mapToInt(List::size).max().orElse(0);
        List<Mirror> mirrors = new ArrayList<>();
        for (int place = 0; place < places; place++) {
            Verification verification = verification(place);
            installer(image, boot, place)
                    .ifPresent(installer -> mirrors.add(new Mirror(installer, verification)));
        }
        section.check(words, Rules.mirrors(mirrors));
        return mirrors;
    }

    /** What proves that files are genuine, by the documents of the first mirror. */
    Verification verification() {
        DOCUMENTS.forEach(this::readSources);
        return verification(0);
    }

    private void readSources(Key<List<SourceUri>> key) {
        List<SourceUri> all = section.optional(key).orElse(List.of());
        sources.put(key.name(), all.stream().map(host::resolve).toList());
    }

    private boolean isEven() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        sources.forEach((key, uris) -> counts.put(key, uris.size()));
        Optional<String> problem = KeyRules.mirrors(counts);
        List<Key<List<SourceUri>>> all = new ArrayList<>(PAIR);
        all.addAll(IMAGE);
        all.addAll(DOCUMENTS);
        all.stream()
                .filter(key -> counts.getOrDefault(key.name(), 0) > 1)
                .findFirst()
                .ifPresent(key -> section.check(key, problem));
        return problem.isEmpty();
    }

    private Optional<InstallerSource> installer(
            boolean image, Optional<InstallerSource.BootPaths> boot, int place) {
        if (image) {
            return source(Keys.INSTALLER_IMAGE, place)
                    .map(uri -> new InstallerSource.InstallerImage(uri, boot));
        }
        Optional<SourceUri> linux = source(Keys.LINUX, place);
        Optional<SourceUri> initrd = source(Keys.INITRD, place);
        return linux.flatMap(
                kernel ->
                        initrd.map(
                                ramDisk -> new InstallerSource.KernelAndInitrd(kernel, ramDisk)));
    }

    private Optional<InstallerSource.BootPaths> bootPaths() {
        Optional<String> kernel = section.optional(Keys.INSTALLER_KERNEL);
        Optional<String> initrd = section.optional(Keys.INSTALLER_INITRD);
        section.check(
                kernel.isPresent() ? Keys.INSTALLER_KERNEL : Keys.INSTALLER_INITRD,
                KeyRules.bootPaths(kernel.isPresent(), initrd.isPresent()));
        return kernel.flatMap(
                linux -> initrd.map(ramDisk -> new InstallerSource.BootPaths(linux, ramDisk)));
    }

    private Verification verification(int place) {
        return new Verification(
                section.get(TrustKeys.VERIFY),
                source(TrustKeys.CHECKSUMS, place),
                source(TrustKeys.CHECKSUMS_SIGNATURE, place),
                source(TrustKeys.RELEASE, place),
                section.optional(TrustKeys.KEYRING).map(host::resolve),
                section.optional(TrustKeys.LINUX_SHA256),
                section.optional(TrustKeys.INITRD_SHA256),
                section.optional(TrustKeys.INSTALLER_IMAGE_SHA256),
                section.get(TrustKeys.CHECKSUMS_DIGEST));
    }

    private Optional<SourceUri> source(Key<List<SourceUri>> key, int place) {
        List<SourceUri> all = sources.getOrDefault(key.name(), List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() == 1 ? 0 : place));
    }
}
