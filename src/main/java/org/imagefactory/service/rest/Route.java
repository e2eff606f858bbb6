package org.imagefactory.service.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imagefactory.service.http.Answer;

/**
 * One method of one path.
 *
 * @param method such as GET, which is HEAD's as well
 * @param path with variables in braces
 * @param protection who may use it
 * @param produces the media types of its answers; none if there is no content
 * @param summary what it does, for the description of the interface
 * @param statuses of its answers, those of refusals aside that any may have
 * @param action what it does
 */
public record Route(
        String method,
        String path,
        Protection protection,
        List<String> produces,
        String summary,
        List<Integer> statuses,
        Action action) {

    /** Answers a call. */
    @FunctionalInterface
    public interface Action {

        /**
         * @throws org.imagefactory.service.http.RequestException it is refused
         * @throws Exception a bug
         */
        Answer answer(Call call) throws Exception;
    }

    public Route {
        produces = List.copyOf(produces);
        statuses = List.copyOf(statuses);
    }

    /** What the variables are if the path is this one's. */
    Optional<Map<String, String>> match(List<String> parts) {
        List<String> own = parts(path);
        if (own.size() != parts.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new TreeMap<>();
        for (int i = 0; i < own.size(); i++) {
            String part = own.get(i);
            if (part.startsWith("{")) {
                variables.put(part.substring(1, part.length() - 1), parts.get(i));
            } else if (!part.equals(parts.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    /** The parts between slashes; slashes at the end do not count. */
    static List<String> parts(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        String inner = path.substring(0, end);
        return inner.isEmpty() ? List.of() : List.of(inner.substring(1).split("/", -1));
    }
}
