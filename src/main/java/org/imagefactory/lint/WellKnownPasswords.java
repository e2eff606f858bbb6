package org.imagefactory.lint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Crypt;

/** Passwords of examples, which whoever attacks a machine tries first. */
final class WellKnownPasswords {

    private static final List<String> WORDS =
            List.of(
                    "123456",
                    "admin",
                    "centos",
                    "changeme",
                    "debian",
                    "fedora",
                    "golden",
                    "insecure",
                    "installer",
                    "linux",
                    "opensuse",
                    "passw0rd",
                    "password",
                    "r00tme",
                    "root",
                    "secret",
                    "test",
                    "toor",
                    "ubuntu",
                    "vagrant");

    /** The kinds of crypt(5) that can be computed here: MD5, SHA-256, SHA-512, and DES. */
    private static final Pattern KNOWN =
            Pattern.compile(
                    "\\$(?:1|[56](?:\\$rounds=([0-9]{1,9}))?)\\$[^$]{1,16}\\$[./0-9A-Za-z]+"
                            + "|[./0-9A-Za-z]{13}");

    /** The guest says how long a guess takes; the usual number is 5000. */
    private static final int MOST_ROUNDS = 20_000;

    private WellKnownPasswords() {}

    /**
     * @param hash as in shadow(5)
     * @return the password; empty if it is another one, locked, or cannot be checked
     */
    static Optional<String> of(String hash) {
        Matcher matcher = KNOWN.matcher(hash);
        boolean tooSlow =
                matcher.matches()
                        && matcher.group(1) != null
                        && Integer.parseInt(matcher.group(1)) > MOST_ROUNDS;
        return matcher.matches() && !tooSlow
                ? WORDS.stream().filter(word -> fits(word, hash)).findFirst()
                : Optional.empty();
    }

    private static boolean fits(String word, String hash) {
        try {
            return Crypt.crypt(word, hash).equals(hash);
        } catch (IllegalArgumentException e) {
            return false; // no valid hash: nobody logs in with it
        }
    }
}
