package org.imagefactory.config;

import java.util.Optional;

/**
 * Gives {@code ${image}} in hooks a meaning: it stays as it is, because the file name is only known
 * at the end of the build and is then handed over as a value, never as a part of a shell command.
 *
 * @param base finds everything else
 * @param section that the hook stands in
 * @param always even where the user has a variable of that name: in an upload destination, as the
 *     original tool did
 */
record ImagePlaceholder(Lookup base, String section, boolean always) implements Lookup {

    private static final String KEY = "image";
    private static final RawValue PLACEHOLDER = new RawValue("$${image}", "the image's file name");

    @Override
    public Optional<RawValue> find(String inSection, String key) {
        if (!key.equals(KEY) || !inSection.equals(section)) {
            return base.find(inSection, key);
        }
        return always
                ? Optional.of(PLACEHOLDER)
                : base.find(inSection, key).or(() -> Optional.of(PLACEHOLDER));
    }

    @Override
    public boolean hasSection(String name) {
        return base.hasSection(name);
    }
}
