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
 * @param virtualBytes size of the disk that it is; 0 if it does not say
 * @param otherFile name of another file that holds a part of the content, which the image chose
 */
public record ImageInfo(long virtualBytes, Optional<String> otherFile) {

    private static final Set<String> OTHER_FILES = Set.of("backing-filename", "data-file");

    /**
     * @param json output of {@code qemu-img info --output=json}
     */
    static ImageInfo parse(String json) {
        long virtualBytes = 0;
        Optional<String> otherFile = Optional.empty();
        int depth = 0;
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                String name = String.valueOf(parser.currentName());
                if (token == JsonToken.VALUE_NUMBER_INT
                        && name.equals("virtual-size")
                        && depth == 1) {
                    virtualBytes = parser.getLongValue();
                } else if (token == JsonToken.VALUE_STRING && OTHER_FILES.contains(name)) {
                    otherFile = Optional.of(parser.getText());
                }
            }
        } catch (IOException e) {
            return new ImageInfo(0, Optional.empty());
        }
        return new ImageInfo(virtualBytes, otherFile);
    }
}
