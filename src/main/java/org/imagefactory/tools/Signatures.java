package org.imagefactory.tools;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What gpgv says about the signatures of a file.
 *
 * @param keys fingerprints of the primary keys of the good signatures
 * @param problem why the file is not to be trusted; empty if it is
 */
public record Signatures(List<String> keys, Optional<Problem> problem) {

    /** What is wrong with a file's signatures, the worst first. */
    public enum Verdict {
        BAD,
        REVOKED_KEY,
        EXPIRED_KEY,
        EXPIRED_SIGNATURE,
        WEAK_DIGEST,
        UNKNOWN_KEY,
        UNUSABLE,
        MISSING
    }

    /**
     * @param verdict what is wrong
     * @param key fingerprint or ID of the key that it is about; empty if there is none
     */
    public record Problem(Verdict verdict, String key) {

        /** A clause whose subject is the file. */
        public String text() {
            return switch (verdict) {
                case BAD ->
                        "has a wrong signature: it is not what the owner of key %s signed"
                                .formatted(key);
                case REVOKED_KEY -> "is signed by the key %s, which was revoked".formatted(key);
                case EXPIRED_KEY -> "is signed by the key %s, which has expired".formatted(key);
                case EXPIRED_SIGNATURE ->
                        "has a signature, by the key %s, that has expired".formatted(key);
                case WEAK_DIGEST ->
                        "is signed, by the key %s, with a digest that is broken".formatted(key);
                case UNKNOWN_KEY ->
                        "is signed by the key %s, which is not in the keyring".formatted(key);
                case UNUSABLE -> "has a signature that gpgv cannot check";
                case MISSING -> "is not signed";
            };
        }
    }

    private static final String PREFIX = "[GNUPG:] ";

    /** MD5, SHA-1 and RIPEMD-160 (RFC 9580, 9.5). */
    private static final Set<String> WEAK_DIGESTS = Set.of("1", "2", "3");

    /** A signature is by a key that is not there: the reason field of ERRSIG. */
    private static final String NO_KEY = "9";

    public Signatures {
        keys = List.copyOf(keys);
    }

    /**
     * Judges gpgv's standard output. At least one signature has to be good, and none bad. Others
     * may be by keys that the keyring does not have, or no longer: Debian signs with the keys of
     * two releases, and an older keyring knows one of them.
     */
    static Signatures parse(List<String> output) {
        Reader reader = new Reader();
        for (String line : output) {
            if (line.startsWith(PREFIX)) {
                reader.status(List.of(line.substring(PREFIX.length()).split(" ", -1)));
            }
        }
        return reader.result();
    }

    private static final class Reader {

        private final List<String> good = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();

        /** VALIDSIG follows for expired keys, too: it counts after a GOODSIG only. */
        private boolean isGood;

        private boolean broken;

        void status(List<String> words) {
            String key = words.size() > 1 ? words.get(1) : "";
            switch (words.get(0)) {
                case "NEWSIG" -> isGood = false;
                case "GOODSIG" -> isGood = true;
                case "VALIDSIG" -> valid(words);
                case "BADSIG" -> problem(Verdict.BAD, key);
                case "REVKEYSIG" -> problem(Verdict.REVOKED_KEY, key);
                case "EXPKEYSIG" -> problem(Verdict.EXPIRED_KEY, key);
                case "EXPSIG" -> problem(Verdict.EXPIRED_SIGNATURE, key);
                case "ERRSIG" -> unchecked(words, key);
                case "ERROR", "FAILURE", "UNEXPECTED", "BADARMOR" -> broken = true;
                default -> {
                    // NODATA, KEY_CONSIDERED, SIG_ID, PLAINTEXT, …: nothing that is not said again
                }
            }
        }

        Signatures result() {
            EnumSet<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
            problems.forEach(problem -> verdicts.add(problem.verdict()));
            if (!good.isEmpty() && !broken && !verdicts.contains(Verdict.BAD)) {
                return new Signatures(good.stream().distinct().toList(), Optional.empty());
            }
            Problem worst =
                    problems.stream()
                            .min((a, b) -> a.verdict().compareTo(b.verdict()))
                            .orElse(new Problem(broken ? Verdict.UNUSABLE : Verdict.MISSING, ""));
            return new Signatures(List.of(), Optional.of(worst));
        }

        /** The tenth argument is the fingerprint of the primary key; older ones may lack it. */
        private void valid(List<String> words) {
            if (!isGood || words.size() < 10) {
                return;
            }
            if (WEAK_DIGESTS.contains(words.get(8))) {
                problem(Verdict.WEAK_DIGEST, words.get(1));
            } else {
                good.add(words.get(words.size() > 10 ? 10 : 1));
            }
            isGood = false;
        }

        private void unchecked(List<String> words, String key) {
            boolean unknown = words.size() > 6 && words.get(6).equals(NO_KEY);
            String fingerprint = words.size() > 7 && words.get(7).length() > 1 ? words.get(7) : key;
            problem(unknown ? Verdict.UNKNOWN_KEY : Verdict.UNUSABLE, fingerprint);
        }

        private void problem(Verdict verdict, String key) {
            isGood = false;
            problems.add(new Problem(verdict, key));
        }
    }
}
