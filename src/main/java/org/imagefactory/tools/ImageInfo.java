package org.imagefactory.tools;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * What qemu-img says about an image.
 *
 * @param format such as {@code qcow2}; empty if it does not say
 * @param otherFile name of another file that holds a part of the content, which the image chose
 */
public record ImageInfo(String format, Optional<String> otherFile) {

    private static final Set<String> OTHER_FILES = Set.of("backing-filename", "data-file");

    /**
     * @param json output of {@code qemu-img info --output=json}
     */
    static ImageInfo parse(String json) {
        String format = "";
        Optional<String> otherFile = Optional.empty();
        int depth = 0;
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token != JsonToken.VALUE_STRING) {
                    continue;
                }
                String name = String.valueOf(parser.currentName());
                if (name.equals("format") && depth == 1) {
                    format = parser.getText();
                } else if (OTHER_FILES.contains(name)) {
                    otherFile = Optional.of(parser.getText());
                }
            }
        } catch (IOException e) {
            return new ImageInfo("", Optional.empty());
        }
        return new ImageInfo(format, otherFile);
    }
}
