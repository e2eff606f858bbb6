package org.imagefactory.netboot;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.imagefactory.netboot.cache.CacheSet;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.verify.Verifier;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.Verification;

/**
 * A mirror in the order of the configuration.
 *
 * @param place its number, from 1
 * @param places how many there are
 * @param mirror as the configuration has it
 * @param verifiers puts what proves that files are genuine to work
 * @param verifier the same, for this mirror
 * @param files that the build boots and this mirror has
 */
record RankedMirror(
        int place,
        int places,
        Mirror mirror,
        Function<Mirror, Verifier> verifiers,
        Verifier verifier,
        List<RemoteFile> files) {

    RankedMirror {
        files = List.copyOf(files);
    }

    static RankedMirror of(
            Mirror mirror, int place, int places, Function<Mirror, Verifier> verifiers) {
        return new RankedMirror(
                place,
                places,
                mirror,
                verifiers,
                verifiers.apply(mirror),
                Role.sources(mirror.installer()).entrySet().stream()
                        .filter(source -> !source.getValue().isLocal())
                        .map(source -> new RemoteFile(source.getKey(), source.getValue()))
                        .toList());
    }

    /** The same place, with other files. */
    RankedMirror with(Mirror other) {
        return of(other, place, places, verifiers);
    }

    /** What proves that its files are genuine. */
    Verification verification() {
        return mirror.verification();
    }

    /** The documents of this mirror by which its files are verified. */
    List<RemoteFile> documents() {
        return verifier.documents().entrySet().stream()
                .filter(document -> !document.getValue().isLocal())
                .map(document -> new RemoteFile(document.getKey(), document.getValue()))
                .toList();
    }

    /** The cached files, if all of them came from here. */
    Optional<CacheSet> wholeIn(Optional<CacheSet> cached) {
        return cached.filter(set -> set.holdsAll(documents()) && set.holdsAll(files));
    }

    /** "mirror 2 of 3". */
    @Override
    public String toString() {
        return "mirror %d of %d".formatted(place, places);
    }
}
