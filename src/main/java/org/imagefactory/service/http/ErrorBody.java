package org.imagefactory.service.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.imagefactory.error.PrintableText;
import org.jspecify.annotations.Nullable;

/** What a client is told that asked for something which it cannot have. */
final class ErrorBody {

    private static final String PROBLEM = "application/problem+json";

    /** More of a sentence helps nobody. */
    private static final int LONGEST = 1000;

    private static final Pattern NEVER = Pattern.compile(".*;q=0(\\.0*)?");

    private ErrorBody() {}

    /**
     * A sentence; or an object by RFC 9457 for those that accept it.
     *
     * @param accept the fields Accept of the request
     */
    static Answer of(RequestException refusal, List<String> accept, String requestId) {
        String line = PrintableText.of(refusal.sentence()).replace('\n', ' ');
        String text = line.length() > LONGEST ? line.substring(0, LONGEST) + " …" : line;
        Fault fault = refusal.fault();
        Answer answer =
                accept.stream().anyMatch(ErrorBody::wantsProblem)
                        ? problem(fault, text, requestId)
                        : Answer.of(fault.status(), "text/plain; charset=utf-8", text + "\n");
        for (Map.Entry<String, String> header : refusal.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static boolean wantsProblem(String accept) {
        return Arrays.stream(accept.toLowerCase(Locale.ROOT).split(",", -1))
                .map(range -> range.replaceAll("\\s", ""))
                .anyMatch(range -> range.startsWith(PROBLEM) && !NEVER.matcher(range).matches());
    }

    private static Answer problem(Fault fault, String text, String requestId) {
        Map<String, @Nullable Object> problem = new LinkedHashMap<>();
        problem.put("type", "/imagefactory/errors/" + fault.code());
        problem.put("title", fault.meaning());
        problem.put("status", fault.status());
        problem.put("detail", text);
        problem.put("code", fault.code());
        problem.put("request_id", requestId);
        Answer answer = Answer.json(fault.status(), problem);
        return answer.with("Content-Type", PROBLEM);
    }
}
