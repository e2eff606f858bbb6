package org.imagefactory.spec;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What nobody can do in a system, whoever asks for it. */
final class CustomisationRules {

    /** Linux' PATH_MAX. */
    private static final int LONGEST_PATH = 4096;

    private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]+");

    /** An option of a package manager would be another thing than a package. */
    private static final Pattern PACKAGE = Pattern.compile("[^-\\s\\p{Cntrl}][^\\s\\p{Cntrl}]*");

    private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[^/\\p{Cntrl}]+)+");

    private CustomisationRules() {}

    static List<BrokenRule> check(Customisation wanted) {
        return Stream.of(
                        wanted.repositories().stream()
                                .filter(r -> !isLine(r.name()) || !isLine(r.address()))
                                .map(
                                        r ->
                                                "the repository '%s' is no line of text"
                                                        .formatted(r.name())),
                        wanted.packages().stream()
                                .filter(name -> !PACKAGE.matcher(name).matches())
                                .map("'%s' is not the name of a package"::formatted),
                        wanted.files().stream()
                                .filter(file -> !isPath(file.path()))
                                .map(
                                        file ->
                                                file.named()
                                                        + " has not got the absolute path of a file"))
                .flatMap(broken -> broken)
                .map(broken -> new BrokenRule(Field.CUSTOMISATION, broken))
                .toList();
    }

    private static boolean isPath(String path) {
        return path.length() < LONGEST_PATH && PATH.matcher(path).matches();
    }

    private static boolean isLine(String text) {
        return LINE.matcher(text).matches();
    }
}
