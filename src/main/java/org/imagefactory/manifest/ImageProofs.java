package org.imagefactory.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.HostException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.report.BuildListener;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.results.ResultKind;
import org.imagefactory.spec.DigestKind;
import org.imagefactory.spec.ListedDigest;

/**
 * Looks at one image and at what proves it: digest, signatures, provenance. The files beside the
 * image may come from anywhere, so that nothing of their text is trusted.
 */
final class ImageProofs {

    static final String CHECKSUM = ".sha256sum";
    static final String PROVENANCE = "." + DocumentKind.PROVENANCE.suffix();
    static final String SIGNATURE = ".asc";

    /** What a document adds to the image's name; no such name can lead anywhere else. */
    private static final Pattern SUFFIX = Pattern.compile("(?:\\.[A-Za-z0-9_-]+)+");

    private final Path file;
    private final ProofFiles proofs;
    private final SignatureCheck signatures;
    private final BuildListener listener;
    private final List<Verdict> verdicts = new ArrayList<>();

    private ImageProofs(
            Path file, ProofFiles proofs, SignatureCheck signatures, BuildListener listener) {
        this.file = file;
        this.proofs = proofs;
        this.signatures = signatures;
        this.listener = listener;
    }

    /**
     * @param file the image
     * @param proofs the files beside it
     * @param signatures how they are checked
     * @param listener hears of progress
     * @return one verdict for each thing that was looked at, in order
     * @throws IOException a file cannot be read
     * @throws HostException a program that is needed is missing
     */
    static List<Verdict> look(
            Path file, ProofFiles proofs, SignatureCheck signatures, BuildListener listener)
            throws IOException, HostException, InterruptedException {
        return new ImageProofs(file, proofs, signatures, listener).run();
    }

    private List<Verdict> run() throws IOException, HostException, InterruptedException {
        String sha256 = FileDigest.sha256(file, progress());
        String name = file.toFile().getName();
        proof(name + CHECKSUM, copy -> digest(copy, sha256));
        proof(baseName(name) + PROVENANCE, copy -> provenance(copy, sha256));
        return List.copyOf(verdicts);
    }

    /** Looks at the copy of a file that proves something. */
    @FunctionalInterface
    private interface Look {
        void at(Path copy) throws IOException, InterruptedException;
    }

    private void proof(String name, Look look)
            throws IOException, HostException, InterruptedException {
        Optional<Path> copy = proofs.copy(name);
        if (copy.isEmpty()) {
            boolean digest = name.endsWith(CHECKSUM);
            missing(digest || signatures.areRequired(), digest ? "digest" : "provenance", name);
            return;
        }
        look.at(copy.get());
        Optional<Path> signature = proofs.copy(name + SIGNATURE);
        if (signature.isPresent()) {
            verdicts.add(signatures.check(name, signature.get(), copy.get()));
        } else {
            missing(signatures.areRequired(), "signature", name + SIGNATURE);
        }
    }

    private void missing(boolean required, String what, String name) {
        String text = "%s missing: there is no %s".formatted(what, name);
        verdicts.add(new Verdict(required ? Verdict.Grade.ERROR : Verdict.Grade.NOTE, text));
    }

    private void digest(Path copy, String sha256) throws IOException {
        String name = file.toFile().getName();
        String list = new String(Files.readAllBytes(copy), StandardCharsets.UTF_8);
        List<String> said =
                list.lines()
                        .flatMap(line -> ListedDigest.parse(line, DigestKind.SHA256).stream())
                        .filter(listed -> listed.path().equals(name))
                        .map(ListedDigest::digest)
                        .toList();
        Optional<String> other = said.stream().filter(digest -> !digest.equals(sha256)).findFirst();
        if (said.isEmpty()) {
            error("digest wrong: %s has no digest of %s".formatted(name + CHECKSUM, name));
        } else if (other.isPresent()) {
            error(
                    "digest wrong: the image has %s, %s says %s"
                            .formatted(sha256, name + CHECKSUM, other.get()));
        } else {
            ok("digest ok: the image is what %s says".formatted(name + CHECKSUM));
        }
    }

    private void provenance(Path copy, String sha256) throws IOException, InterruptedException {
        String name = file.toFile().getName();
        String source = baseName(name) + PROVENANCE;
        List<Subject> subjects;
        try {
            subjects = ProvenanceReader.subjects(copy);
        } catch (IOException e) {
            error("provenance wrong: %s: %s".formatted(source, PrintableText.of(firstLine(e))));
            return;
        }
        List<Subject> own = subjects.stream().filter(s -> s.name().equals(name)).toList();
        if (own.isEmpty()) {
            error("provenance wrong: %s does not tell of %s".formatted(source, name));
        } else if (own.stream().anyMatch(subject -> !subject.sha256().equals(sha256))) {
            error("provenance wrong: %s tells of an image with another digest".formatted(source));
        } else {
            ok("provenance ok: %s tells of this image".formatted(source));
            documents(subjects, source);
        }
    }

    /** The documents beside the image that the provenance tells of, too. */
    private void documents(List<Subject> subjects, String source)
            throws IOException, InterruptedException {
        int good = 0;
        for (Subject subject : subjects) {
            if (!isDocument(subject.name())) {
                continue;
            }
            Path document = proofs.original(subject.name());
            if (Files.isRegularFile(document, LinkOption.NOFOLLOW_LINKS)) {
                if (FileDigest.sha256(document, position -> {}).equals(subject.sha256())) {
                    good++;
                } else {
                    error(
                            "document wrong: %s is not what %s tells of"
                                    .formatted(subject.name(), source));
                }
            }
        }
        if (good > 0) {
            ok("documents ok: %d beside the image are what %s tells of".formatted(good, source));
        }
    }

    /** Named like this image, but not another format of it, which has its own checksum file. */
    private boolean isDocument(String name) {
        boolean image = ResultKind.imageSuffix(name).isPresent();
        String start = baseName(file.toFile().getName());
        return !image
                && name.startsWith(start)
                && SUFFIX.matcher(name.substring(start.length())).matches();
    }

    private void ok(String text) {
        verdicts.add(new Verdict(Verdict.Grade.OK, text));
    }

    private void error(String text) {
        verdicts.add(new Verdict(Verdict.Grade.ERROR, text));
    }

    private static String baseName(String name) {
        int dot =
                ResultKind.imageSuffix(name)
                        .map(suffix -> name.length() - suffix.length() - 1)
                        .orElseGet(() -> name.lastIndexOf('.'));
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be read");
    }

    private LongConsumer progress() throws IOException {
        long size = Math.max(1, Files.size(file));
        int[] last = {-1};
        return done -> {
            int percent = (int) (done * 100 / size);
            if (percent != last[0]) {
                last[0] = percent;
                listener.progress("computing the checksum", OptionalInt.of(percent));
            }
        };
    }
}
