package org.imagefactory.answer;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Setting;

/** What an image is made from: what its specification uses, and the template of its answers. */
public final class UsedSettings {

    private static final Pattern TAG = Pattern.compile("\\{\\{[{#^/&]?\\s{0,9}([^\\s{}]{1,200})");

    private UsedSettings() {}

    /**
     * By name, for documents about the image. A template that cannot be read uses everything: that
     * it cannot be read is told where it is needed.
     */
    public static Map<String, Setting> of(ImageSpec spec, Description description) {
        Optional<AnswerFile> template = spec.answerFile().filter(AnswerFile::isTemplate);
        try {
            return description.used(template.isPresent() ? names(template.get()) : Set.of());
        } catch (IOException | ConfigurationException e) {
            return description.settings();
        }
    }

    static Set<String> names(AnswerFile template) throws IOException, ConfigurationException {
        Set<String> names = new HashSet<>();
        Matcher matcher = TAG.matcher(AnswerText.written(template));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
