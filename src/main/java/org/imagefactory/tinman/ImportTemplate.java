package org.imagefactory.tinman;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.imagefactory.tdl.InvalidTemplateException;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateReader;
import org.imagefactory.tdl.TemplateRules;

/** The template of an image that was not made of one. */
final class ImportTemplate {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private ImportTemplate() {}

    /** A valid TDL document. */
    static String of(FoundSystem system, Instant now) {
        String text =
                """
                <template>
                  <name>%s-%s-import-%s</name>
                  <description>%s, imported on %s</description>
                  <os>
                    <name>%s</name>
                    <version>%s</version>
                    <arch>%s</arch>
                    <install type="url">
                      <url>http://imported.invalid/</url>
                    </install>
                  </os>
                </template>
                """
                        .formatted(
                                escape(system.name()),
                                escape(system.version()),
                                STAMP.format(now),
                                escape(system.title()),
                                DAY.format(now),
                                escape(system.name()),
                                escape(system.version()),
                                escape(system.arch()));
        parse(text);
        return text;
    }

    /** Of a document that is valid. */
    static Template parse(String text) {
        try {
            return TemplateReader.read(text, TemplateRules.PLAIN);
        } catch (InvalidTemplateException e) {
            throw new IllegalStateException("an import made no valid template", e);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
