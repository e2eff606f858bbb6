package org.imagefactory.clouds;

import java.util.List;
import java.util.Optional;
import org.imagefactory.forms.FinishedImage;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateInstall;
import org.imagefactory.tdl.TemplateOs;
import org.imagefactory.tdl.TemplateSource;

/** What plugins ask a template, answered for an image that has none. */
final class FinishedTemplate {

    private FinishedTemplate() {}

    static Template of(FinishedImage image) {
        int end = image.system().lastIndexOf('-');
        String os = end < 0 ? image.system() : image.system().substring(0, end);
        return new Template(
                image.name().text(),
                Optional.empty(),
                new TemplateOs(
                        os.isEmpty() ? "Linux" : os,
                        image.system().substring(end + 1),
                        image.arch().machine(),
                        new TemplateInstall.Tree(""),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                TemplateSource.NONE);
    }
}
