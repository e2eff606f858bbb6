package org.imagefactory.scan;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.Problem;

/**
 * The file with accepted findings: a line each with the vulnerability, the source package or a
 * star, the last day and the reason, with blanks between them. Lines that begin with {@code #} mean
 * nothing.
 */
final class ScanExceptionFile {

    private static final long LARGEST = 1 << 20;
    private static final String FORM = "CVE-2026-1234 openssl 2026-12-31 REASON";

    private ScanExceptionFile() {}

    /**
     * @throws ConfigurationException it cannot be read; all lines that are wrong are told
     */
    static List<ScanException> read(Path file) throws ConfigurationException {
        List<String> lines;
        try {
            if (Files.size(file) > LARGEST) {
                throw wrong(file, List.of(new Problem("", file + " is too large")));
            }
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw wrong(file, List.of(new Problem("", file + " is not UTF-8")));
        } catch (IOException e) {
            throw wrong(file, List.of(new Problem("", FileReason.withPath(e))));
        }
        List<ScanException> exceptions = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\\s+", 4);
            try {
                if (words.length < 4) {
                    throw new DateTimeException("there is no reason");
                }
                exceptions.add(
                        new ScanException(words[0], words[1], LocalDate.parse(words[2]), words[3]));
            } catch (DateTimeException e) {
                problems.add(
                        new Problem(
                                file + ":" + (i + 1),
                                "'%s' is not of the form '%s'".formatted(line, FORM)));
            }
        }
        if (!problems.isEmpty()) {
            throw wrong(file, problems);
        }
        return exceptions;
    }

    private static ConfigurationException wrong(Path file, List<Problem> problems) {
        return new ConfigurationException(problems, "correct " + file);
    }
}
