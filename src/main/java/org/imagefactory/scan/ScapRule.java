package org.imagefactory.scan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.imagefactory.error.PrintableText;
import org.imagefactory.report.JsonFields;

/**
 * A rule of a security guide that an image does not keep. What cannot be printed is replaced, what
 * is too long is cut.
 *
 * @param id without what the ids of all rules begin with
 * @param severity as the guide calls it: {@code high}
 * @param title for people; may be empty
 */
public record ScapRule(String id, String severity, String title) {

    private static final int LONGEST = 300;

    public ScapRule {
        id = harmless(id);
        severity = harmless(severity);
        title = harmless(title);
    }

    static ScapRule of(JsonFields fields) {
        return new ScapRule(fields.text("id"), fields.text("severity"), fields.text("title"));
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("severity", severity);
        fields.put("title", title);
        return fields;
    }

    private static String harmless(String text) {
        return PrintableText.of(text.substring(0, Math.min(text.length(), LONGEST)));
    }
}
