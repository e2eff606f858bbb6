package org.imagefactory.netboot.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.FetchException.Kind;

/**
 * The header field Content-Length (RFC 9110 §8.6): a number, and the same if it comes again. What
 * is something else is an answer of which nobody knows where it ends.
 */
final class ContentLength {

    private ContentLength() {}

    /**
     * @param fields as they were sent; may be empty
     */
    static void check(List<String> fields) throws FetchException {
        Set<String> values = new TreeSet<>();
        for (String field : fields) {
            for (String value : field.split(",", -1)) {
                values.add(value.strip());
            }
        }
        boolean numbers = values.stream().allMatch(value -> value.matches("[0-9]{1,19}"));
        if (values.size() > 1 || !numbers) {
            throw new FetchException(
                    Kind.FINAL,
                    "the server's answer is malformed: Content-Length: "
                            + ServerText.of(String.join(", ", values)),
                    "use another mirror");
        }
    }
}
