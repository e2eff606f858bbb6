package org.imagefactory.service.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.error.PrintableText;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.Forms;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageStatus;

/**
 * Which part of a list a client wants; all of it without a word.
 *
 * @param status only images in it
 * @param target only images for it
 * @param after only images that come later than this one
 * @param limit so many at most
 */
record ListQuery(
        Optional<ImageStatus> status, Optional<String> target, Optional<String> after, int limit) {

    static final int MOST = 10_000;

    /** What each name in the query means, for the description of the interface. */
    static final Map<String, String> DESCRIPTIONS = descriptions();

    private static Map<String, String> descriptions() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("status", "Only images in this status.");
        texts.put("target", "Only images for this target.");
        texts.put("after", "Only images behind the one with this id.");
        texts.put("limit", "So many at most; the field Link then has the address of the rest.");
        return texts;
    }

    /** Names that mean nothing here are left alone, as they always were. */
    static ListQuery parse(String query) throws RequestException {
        Map<String, String> fields = query.isEmpty() ? Map.of() : Forms.urlencoded(query);
        return new ListQuery(
                status(Optional.ofNullable(fields.get("status"))),
                Optional.ofNullable(fields.get("target")),
                Optional.ofNullable(fields.get("after")),
                limit(fields.get("limit") == null ? "" : fields.get("limit")));
    }

    private static Optional<ImageStatus> status(Optional<String> word) throws RequestException {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        Optional<ImageStatus> status =
                Stream.of(ImageStatus.values())
                        .filter(each -> each.name().equals(word.get()))
                        .findAny();
        if (status.isEmpty()) {
            throw new RequestException(
                    Fault.WRONG_QUERY, "No status is called " + PrintableText.of(word.get()));
        }
        return status;
    }

    private static int limit(String text) throws RequestException {
        if (text.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        boolean number = text.length() < 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int limit = number ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            throw new RequestException(
                    Fault.WRONG_QUERY, "limit has to be a number from 1 to %d.".formatted(MOST));
        }
        return limit;
    }

    /** Whether an image is one of those, the limit aside. */
    boolean wants(ListedImage image) {
        return status.filter(wanted -> wanted != image.status()).isEmpty()
                && (target.isEmpty() || image.target().equals(target))
                && (after.isEmpty() || image.id().text().compareTo(after.get()) > 0);
    }

    /** The first ones of a list. */
    List<ImageId> first(List<ImageId> ids) {
        return ids.size() > limit ? ids.subList(0, limit) : ids;
    }
}
