package org.imagefactory.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.imagefactory.spec.HookWords;

/**
 * Turns a hook's text into an argument list: {@code ${image}} becomes the file name within its
 * word, as a value. In the script of a {@code sh -c} it stays as it is: there the shell expands it
 * from the environment, and so a file name can never become part of the program text.
 */
final class HookArguments {

    private static final String PLACEHOLDER = "${image}";

    private static final Set<String> SHELLS =
            Set.of("sh", "bash", "dash", "zsh", "ksh", "mksh", "ash", "busybox", "fish");

    /** Programs that run their arguments as a command and pass the environment on. */
    private static final Set<String> WRAPPERS =
            Set.of("env", "nice", "ionice", "nohup", "timeout", "setsid", "stdbuf", "flock");

    private static final Pattern COMMAND_OPTION = Pattern.compile("-[A-Za-z]*c[A-Za-z]*");
    private static final Pattern OPTION_WITH_VALUE = Pattern.compile("[-+][A-Za-z]*[oO]");

    private HookArguments() {}

    /**
     * @param text as configured
     * @param image the image's file name
     * @throws IllegalArgumentException see {@link HookWords#split}
     */
    static List<String> of(String text, String image) {
        List<String> words = HookWords.split(text);
        int script = script(words);
        List<String> argv = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            argv.add(i == script ? word : word.replace(PLACEHOLDER, image));
        }
        return argv;
    }

    /** The index of the word that a shell runs as a script, or -1. */
    private static int script(List<String> words) {
        int shell = 0;
        if (WRAPPERS.contains(baseName(words.get(0)))) {
            while (shell < words.size() && !isShell(words.get(shell))) {
                shell++;
            }
        }
        boolean found = shell < words.size() && isShell(words.get(shell));
        return found ? scriptAfter(words, shell) : -1;
    }

    /** The script is the first word that is no option, if {@code -c} is among the options. */
    private static int scriptAfter(List<String> words, int shell) {
        boolean command = false;
        for (int i = shell + 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.length() > 1 && (word.startsWith("-") || word.startsWith("+"))) {
                command |= COMMAND_OPTION.matcher(word).matches();
                if (OPTION_WITH_VALUE.matcher(word).matches()) {
                    i++;
                }
            } else if (!isShell(word) || command) {
                return command ? i : -1;
            }
        }
        return -1;
    }

    private static boolean isShell(String word) {
        return SHELLS.contains(baseName(word));
    }

    private static String baseName(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }
}
