package org.imagefactory.tdl;

import org.imagefactory.error.PrintableText;

/** Entries for the fuzzer. */
public final class TemplateTargets {

    private TemplateTargets() {}

    public static void template(byte[] bytes) throws InvalidTemplateException {
        Template template;
        try {
            template = TemplateReader.read(bytes, TemplateRules.PLAIN);
        } catch (InvalidTemplateException e) {
            e.faults().forEach(TemplateTargets::look);
            return;
        }
        String text = TemplateReader.text(bytes);
        if (!TemplateReader.read(text, TemplateRules.PLAIN).equals(template)) {
            throw new IllegalStateException("the text of a template means something else");
        }
        template.warnings().forEach(TemplateTargets::look);
        template.files().forEach(file -> look(file.content()));
        template.commands().forEach(command -> look(command.content()));
        XmlReader.parse(Icicle.of(template, template.packages()).toXml(), new Faults());
    }

    public static void targetContent(byte[] bytes) {
        try {
            TargetContent content = TargetContent.read(bytes);
            content.include("ec2", "Fedora", "41", "x86_64");
        } catch (InvalidTemplateException e) {
            e.faults().forEach(TemplateTargets::look);
        }
    }

    private static void look(TemplateFault fault) {
        String line = fault.toString();
        if (fault.message().isEmpty() || !line.equals(PrintableText.exact(line))) {
            throw new IllegalStateException(line);
        }
    }

    private static void look(TemplateContent content) {
        if (content.type() != TemplateContent.Type.URL) {
            content.bytes();
        }
    }
}
