package org.imagefactory.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.spec.AnswerFile;

/** Finds the passwords of an answer file that are not hashed. */
final class ClearPasswords {

    /**
     * One of them.
     *
     * @param line where it is, from 1
     * @param what the question or the command that it answers
     * @param advice what to write in its place
     */
    record Found(int line, String what, String advice) {}

    /** debconf: OWNER QUESTION TYPE VALUE. Hashed passwords have that type, too. */
    private static final Pattern PRESEED =
            Pattern.compile("\\s*[^#\\s]\\S*\\s+(?<what>\\S+)\\s+password\\s+\\S.*");

    /** Commands of kickstart that take the password as their argument, and those with an option. */
    private static final Pattern KICKSTART =
            Pattern.compile(
                    "\\s*(?:(?<what>rootpw|sshpw)(?=(?:\\s+--\\S+)*\\s+[^-#\\s])"
                            + "|(?<option>user|bootloader|autopart|part|partition|logvol|raid)\\s"
                            + "(?=.*--(?:password|passphrase)[= ]\\S)).*");

    private static final Pattern USER =
            Pattern.compile(
                    "<(?<tag>user|root)(?:\\s[^>]*)?>(?<body>.*?)</\\k<tag>>", Pattern.DOTALL);

    private static final Pattern USER_PASSWORD =
            Pattern.compile("<user_password(?:\\s[^>]*)?>\\s*(?<value>[^<]*?)\\s*</user_password>");

    private static final Pattern ENCRYPTED =
            Pattern.compile("<encrypted(?:\\s[^>]*)?>\\s*true\\s*</encrypted>");

    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

    /** {@code hashedPassword} of Agama is none. */
    private static final Pattern KEYED =
            Pattern.compile(
                    "[\\s{,-]*(?<quote>\"?)(?<what>password|passphrase|plain_text_passwd)"
                            + "\\k<quote>\\s*:\\s*(?<value>\\S.*)");

    /** What crypt(5) makes, or what locks an account. */
    private static final Pattern HASH = Pattern.compile("[\"']?([$!*]|\\{\\{).*|[\"']{2},?");

    private ClearPasswords() {}

    static List<Found> in(AnswerFile.Kind kind, String text) {
        return switch (kind) {
            case PRESEED -> preseed(text.lines().toList());
            case KICKSTART -> kickstart(text.lines().toList());
            case AUTOYAST -> autoyast(text);
            case AUTOINSTALL, AGAMA -> keyed(text.lines().toList());
        };
    }

    /** YAML and JSON: a key and its value in one line. */
    private static List<Found> keyed(List<String> lines) {
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = KEYED.matcher(lines.get(i));
            if (line.matches() && !HASH.matcher(line.group("value")).matches()) {
                found.add(new Found(i + 1, line.group("what"), "use a hash of crypt(5)"));
            }
        }
        return found;
    }

    private static List<Found> preseed(List<String> lines) {
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = PRESEED.matcher(lines.get(i));
            if (line.matches() && !line.group("what").endsWith("-crypted")) {
                String what = line.group("what").replaceFirst("-again$", "");
                found.add(
                        new Found(
                                i + 1,
                                line.group("what"),
                                what.startsWith("passwd/")
                                        ? "use %s-crypted with a hash".formatted(what)
                                        : ""));
            }
        }
        return found;
    }

    /** Scripts, which are between {@code %} lines, are not looked into. */
    private static List<Found> kickstart(List<String> lines) {
        List<Found> found = new ArrayList<>();
        boolean script = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("%")) {
                script =
                        line.matches(
                                "%(pre|post|pre-install|packages|addon|onerror|traceback)\\b.*");
            }
            Matcher command = KICKSTART.matcher(line);
            if (!script && command.matches() && !line.contains("--iscrypted")) {
                String what = command.group("what");
                String name = what == null ? command.group("option") : what;
                boolean hashable = what != null || name.equals("user") || name.equals("bootloader");
                found.add(new Found(i + 1, name, hashable ? "use --iscrypted with a hash" : ""));
            }
        }
        return found;
    }

    private static List<Found> autoyast(String text) {
        String bare = COMMENT.matcher(text).replaceAll(c -> c.group().replaceAll("[^\n]", " "));
        List<Found> found = new ArrayList<>();
        Matcher user = USER.matcher(bare);
        while (user.find()) {
            String body = user.group("body");
            Matcher password = USER_PASSWORD.matcher(body);
            boolean clear =
                    password.find()
                            && !ENCRYPTED.matcher(body).find()
                            && !password.group("value").matches("|[!*]+");
            if (clear) {
                int position = user.start("body") + password.start();
                int line =
                        1
                                + (int)
                                        bare.substring(0, position)
                                                .chars()
                                                .filter(c -> c == '\n')
                                                .count();
                found.add(
                        new Found(
                                line,
                                "user_password",
                                "use a hash, with <encrypted config:type=\"boolean\">true"
                                        + "</encrypted>"));
            }
        }
        return found;
    }
}
