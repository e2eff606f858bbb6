package org.imagefactory.config;

import java.util.Optional;

/** Where interpolation finds the raw text of a key. */
interface Lookup {

    /** Looks in the section, then in {@code [DEFAULT]}; the section need not exist. */
    Optional<RawValue> find(String section, String key);

    /** Whether {@code ${section:key}} may name the section. */
    boolean hasSection(String section);
}
