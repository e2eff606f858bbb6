package org.imagefactory.answer;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Sha256;

/**
 * The text that an installer gets. Templates are Mustache: <code>{{name}}</code> stands for a
 * value, written as the kind of answer file wants it, <code>{{{name}}}</code> for the bare value,
 * and <code>{{#name}}…{{/name}}</code> is repeated for each element of a list and left out where
 * there is no value. A name without a value is an error.
 *
 * <p>Two sections are there for scripts, whose lines stand between <code>{{#json-string}}</code> or
 * <code>{{#cdata}}</code> and its end: what they and the values in them say becomes one JSON
 * string, quotation marks included, or one CDATA section of XML. A line end that follows the
 * opening tag is left out.
 */
public final class AnswerText {

    /** No answer file is that long. */
    private static final long LONGEST = 4L << 20;

    private static final int MOST_LINES = 100_000;

    private static final String NOT_REGULAR = "is no regular file";

    private AnswerText() {}

    /** Whether reading it may never end, or never begin. */
    private static boolean isEndless(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    /**
     * @throws IOException the file cannot be read
     * @throws ConfigurationException it is no text, too long, or a template that cannot be rendered
     */
    public static String of(AnswerFile answers) throws IOException, ConfigurationException {
        String text = written(answers);
        return answers.isTemplate() ? render(answers, text) : text;
    }

    /** The file as it was written, be it a template. */
    static String written(AnswerFile answers) throws IOException, ConfigurationException {
        Path file = answers.file();
        if (isEndless(file)) {
            throw wrong("%s %s".formatted(file, NOT_REGULAR), "");
        }
        if (Files.size(file) > LONGEST) {
            throw wrong("%s is longer than any answer file (4 MiB)".formatted(file), "");
        }
        String text;
        try {
            text = Decoder.decode(answers.kind(), Files.readAllBytes(file));
        } catch (CharacterCodingException e) {
            boolean xml = answers.kind() == AnswerFile.Kind.AUTOYAST;
            String encoding = xml ? "the encoding that it declares" : "UTF-8";
            throw wrong("%s is no text in %s".formatted(file, encoding), "");
        } catch (UnsupportedCharsetException e) {
            throw wrong("%s: the encoding %s is not known".formatted(file, e.getCharsetName()), "");
        }
        if (text.chars().filter(c -> c == '\n').count() > MOST_LINES) {
            throw wrong("%s has more lines than any answer file".formatted(file), "");
        }
        return text;
    }

    /**
     * The SHA-256 digest of what the installer gets: of a template, of what becomes of it, so that
     * the values count that it uses.
     *
     * @throws IOException it cannot be read or rendered
     * @throws InterruptedException the calling thread was interrupted
     */
    public static String sha256(AnswerFile answers) throws IOException, InterruptedException {
        if (!answers.isTemplate()) {
            if (isEndless(answers.file())) {
                throw new FileSystemException(answers.file().toString(), null, NOT_REGULAR);
            }
            return FileDigest.sha256(answers.file(), position -> {});
        }
        try {
            return Sha256.of(of(answers)).hex();
        } catch (ConfigurationException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String render(AnswerFile answers, String template)
            throws ConfigurationException {
        Quotation quotation = new Quotation(Escape.of(answers.kind()));
        Map<String, Object> values = answers.values().all();
        values.putAll(quotation.sections());
        try {
            return Mustache.compiler()
                    .emptyStringIsFalse(true)
                    .withEscaper(quotation)
                    .withLoader(
                            name -> {
                                throw new IOException("there are no partial templates");
                            })
                    .compile(template)
                    .execute(values);
        } catch (MustacheException.Context e) {
            throw wrong(
                    "%s:%d: no key or variable '%s' has a value"
                            .formatted(answers.file(), e.lineNo, e.key),
                    "set it in the image's section, or write {{#%s}}…{{/%s}} around what needs it"
                            .formatted(e.key, e.key));
        } catch (MustacheException | IllegalArgumentException e) {
            throw wrong("%s: %s".formatted(answers.file(), e.getMessage()), "");
        }
    }

    private static ConfigurationException wrong(String message, String advice) {
        return new ConfigurationException(message, advice);
    }
}
