package org.imagefactory.netboot;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.cache.CacheSet;
import org.imagefactory.netboot.cache.CachedFile;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.verify.DocumentText;
import org.imagefactory.netboot.verify.TreeInfo;
import org.imagefactory.netboot.verify.VerificationException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.InstallationTree;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verify;

/**
 * Finds what a mirror has for a build: where it is an installation tree, the files that its {@code
 * .treeinfo} names, and the usual ones if it has none.
 */
final class TreeSearch {

    /** How a document gets here. */
    interface Source {
        CachedFile fetch(RemoteFile file)
                throws MirrorException, HostException, InterruptedException;
    }

    private TreeSearch() {}

    /** By the file on the server. */
    static RankedMirror online(RankedMirror site, Source source, BuildListener listener)
            throws MirrorException, HostException, InterruptedException {
        if (site.mirror().tree().isEmpty()) {
            return site;
        }
        InstallationTree tree = site.mirror().tree().get();
        for (RemoteFile info : infos(tree)) {
            try {
                return found(site, tree, info, source.fetch(info));
            } catch (MirrorException e) {
                if (e.reason() != MirrorException.Reason.MISSING || isProofWanted(site)) {
                    throw e;
                }
            }
        }
        listener.note(
                "%s has no .treeinfo: kernel and initrd are looked for where such trees have them"
                        .formatted(infos(tree).get(0).display().replaceFirst("/\\.treeinfo$", "")));
        return usual(site);
    }

    /**
     * By the file that is cached with the others; by the usual places if none is.
     *
     * @return a mirror of which nothing is cached if that file is no use
     */
    static RankedMirror cached(RankedMirror site, Optional<CacheSet> set) throws HostException {
        if (site.mirror().tree().isEmpty() || set.isEmpty()) {
            return site;
        }
        InstallationTree tree = site.mirror().tree().get();
        for (RemoteFile info : infos(tree)) {
            Optional<CachedFile> file = set.get().find(info);
            if (file.isPresent()) {
                try {
                    return found(site, tree, info, file.get());
                } catch (MirrorException e) {
                    return site;
                }
            }
        }
        return isProofWanted(site) ? site : usual(site);
    }

    private static List<RemoteFile> infos(InstallationTree tree) {
        return tree.infos().stream().map(uri -> new RemoteFile(Role.CHECKSUMS, uri)).toList();
    }

    /** Where nobody asked for proof, a tree without one is as good as its server. */
    private static boolean isProofWanted(RankedMirror site) {
        Verification verification = site.verification();
        return verification.mode() == Verify.SIGNED || verification.mode() == Verify.CHECKSUM;
    }

    private static RankedMirror usual(RankedMirror site) {
        Mirror mirror = site.mirror();
        return site.with(
                new Mirror(
                        mirror.installer(), mirror.verification().withChecksums(Optional.empty())));
    }

    private static RankedMirror found(
            RankedMirror site, InstallationTree tree, RemoteFile info, CachedFile file)
            throws MirrorException, HostException {
        try {
            TreeInfo read = TreeInfo.parse(DocumentText.read(file.path(), info.display()));
            Optional<SourceUri> digests =
                    Optional.of(info.source())
                            .filter(list -> read.listsDigests() || isProofWanted(site));
            return site.with(tree.found(site.mirror(), read.boot(tree.arch()), digests));
        } catch (VerificationException e) {
            throw MirrorException.useless(info, String.valueOf(e.getMessage()), e.advice());
        } catch (IOException e) {
            throw DiskErrors.writing(file.path(), e);
        }
    }
}
