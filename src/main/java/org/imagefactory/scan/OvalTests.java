package org.imagefactory.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.scan.Installed.Present;
import org.imagefactory.scan.OvalVerdict.Match;

/**
 * The second half of a document in the language OVAL: tests, the packages that they are about, and
 * what they ask of them. It is kept as far as it is about packages that are installed.
 */
final class OvalTests {

    /** Ten times what the largest document has. */
    private static final int MOST = 2_000_000;

    /** A test; one that is about nothing that is installed has no objects any more. */
    private record Test(String object, List<String> states, boolean inverse) {

        private static final Test OF_NOTHING = new Test("", List.of(), false);
        private static final Test OF_NOTHING_INVERSE = new Test("", List.of(), true);

        static Test ofNothing(boolean inverse) {
            return inverse ? OF_NOTHING_INVERSE : OF_NOTHING;
        }
    }

    private final List<Installed> systems;
    private final Map<String, Test> tests = new HashMap<>();
    private final Map<String, String> packages = new HashMap<>();
    private final Map<String, OvalState> states = new HashMap<>();
    private Set<String> wanted = Set.of();

    /** Tests by the thousands are about the same packages, and ask the same of them. */
    private final Map<String, String> shared = new HashMap<>();

    OvalTests(List<Installed> systems) {
        this.systems = systems;
    }

    /** Takes all of a document that definitions refer to. */
    void read(XmlStream in) throws IOException, InterruptedException {
        if (!in.next(0).orElse("").equals("oval_definitions")) {
            throw new IOException("is no OVAL");
        }
        int root = in.depth();
        for (Optional<String> part = in.next(root); part.isPresent(); part = in.next(root)) {
            int here = in.depth();
            switch (part.get()) {
                case "tests" -> each(in, here, this::test);
                case "objects" -> each(in, here, this::object);
                case "states" -> {
                    forgetOthers();
                    each(in, here, this::state);
                }
                default -> in.skip();
            }
        }
    }

    /** What a test says of a system. */
    OvalVerdict verdict(String test, Installed system) {
        Test asked = tests.get(test);
        if (asked == null) {
            return OvalVerdict.UNANSWERED;
        }
        List<Present> there = system.binary(packages.getOrDefault(asked.object(), ""));
        if (asked.inverse()) {
            return there.isEmpty() ? OvalVerdict.yes(List.of()) : OvalVerdict.NO;
        }
        return there.isEmpty() ? OvalVerdict.NO : judged(asked, there, system);
    }

    private OvalVerdict judged(Test asked, List<Present> there, Installed system) {
        if (asked.states().isEmpty()) {
            return OvalVerdict.yes(there.stream().map(one -> new Match(one, "")).toList());
        }
        OvalState state = states.getOrDefault(asked.states().get(0), OvalState.UNANSWERED);
        List<Match> matches = new ArrayList<>();
        boolean holds = false;
        for (Present one : there) {
            Optional<Boolean> answer = state.holds(system, one);
            if (answer.isEmpty()) {
                return OvalVerdict.UNANSWERED;
            }
            if (answer.get()) {
                holds = true;
                if (state.tellsOfVulnerable()) {
                    matches.add(new Match(one, state.fixed()));
                }
            }
        }
        return holds ? OvalVerdict.yes(matches) : OvalVerdict.NO;
    }

    @FunctionalInterface
    private interface Element {
        void read(XmlStream in, String name) throws IOException, InterruptedException;
    }

    private static void each(XmlStream in, int above, Element element)
            throws IOException, InterruptedException {
        for (Optional<String> name = in.next(above); name.isPresent(); name = in.next(above)) {
            element.read(in, name.get());
        }
    }

    private void test(XmlStream in, String name) throws IOException, InterruptedException {
        if (!name.equals("rpminfo_test") && !name.equals("dpkginfo_test")) {
            in.skip();
            return;
        }
        String id = in.attribute("id");
        boolean inverse =
                in.attribute("check_existence").equals("none_exist")
                        || in.attribute("check").startsWith("none");
        String[] object = {""};
        List<String> asked = new ArrayList<>(1);
        each(
                in,
                in.depth(),
                (inside, part) -> {
                    if (part.equals("object")) {
                        object[0] = shared(in.attribute("object_ref"));
                    } else if (part.equals("state") && asked.isEmpty()) {
                        asked.add(shared(in.attribute("state_ref")));
                    }
                    in.skip();
                });
        bounded(tests).put(id, new Test(object[0], List.copyOf(asked), inverse));
    }

    private String shared(String id) {
        return shared.computeIfAbsent(id, same -> same);
    }

    private void object(XmlStream in, String name) throws IOException, InterruptedException {
        String id = in.attribute("id");
        each(
                in,
                in.depth(),
                (inside, part) -> {
                    if (!part.equals("name")) {
                        in.skip();
                        return;
                    }
                    String of = in.text();
                    if (systems.stream().anyMatch(system -> !system.binary(of).isEmpty())) {
                        bounded(packages).put(id, of);
                    }
                });
    }

    private void state(XmlStream in, String name) throws IOException, InterruptedException {
        String id = in.attribute("id");
        if (!wanted.contains(id)) {
            in.skip();
            return;
        }
        each(
                in,
                in.depth(),
                (inside, part) -> {
                    boolean whole = part.equals("evr");
                    if (!whole && !part.equals("version")) {
                        in.skip();
                        return;
                    }
                    String operation = in.attribute("operation");
                    bounded(states)
                            .put(
                                    id,
                                    new OvalState(
                                            operation.isEmpty() ? "equals" : operation,
                                            in.text(),
                                            whole));
                });
    }

    /** Most tests are about packages that are not there. */
    private void forgetOthers() {
        tests.replaceAll(
                (id, test) ->
                        packages.containsKey(test.object())
                                ? test
                                : Test.ofNothing(test.inverse()));
        shared.clear();
        wanted = new HashSet<>();
        tests.values().forEach(test -> wanted.addAll(test.states()));
    }

    private static <T> Map<String, T> bounded(Map<String, T> map) throws IOException {
        if (map.size() >= MOST) {
            throw new IOException("has more than %d of something".formatted(MOST));
        }
        return map;
    }
}
