package org.imagefactory.clouds;

import java.util.Map;
import org.imagefactory.clouds.disk.DiskForm;
import org.imagefactory.clouds.disk.DiskPlugin;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.plugin.Parameters;

/**
 * A form chosen by a word.
 *
 * @param key the parameter
 * @param usual the word where the parameter says none
 * @param forms by word
 */
record FormChoice(String key, String usual, Map<String, DiskForm> forms)
        implements DiskPlugin.Choice {

    FormChoice {
        forms = Map.copyOf(forms);
    }

    @Override
    public DiskForm form(Parameters parameters) throws BuildException {
        String word = parameters.text(key).orElse(usual);
        DiskForm form = forms.get(word);
        if (form == null) {
            throw new ConfigurationException(
                    "%s is '%s'; it can be: %s"
                            .formatted(
                                    key,
                                    PrintableText.of(word),
                                    String.join(", ", forms.keySet().stream().sorted().toList())),
                    "");
        }
        return form;
    }
}
