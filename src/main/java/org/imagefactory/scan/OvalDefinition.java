package org.imagefactory.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.scan.OvalVerdict.Match;
import org.imagefactory.spec.Severity;

/** A definition of OVAL: what is known of a vulnerability, or which ones an update removes. */
final class OvalDefinition {

    private static final int MOST_CRITERIA = 1_000_000;
    private static final int MOST_NAMES = 10_000;
    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,19}");

    /** What the data of Red Hat and AlmaLinux calls a condition on a module of packages. */
    private static final String MODULE = "Module ";

    private final OvalTests tests;
    private final List<Installed> systems;
    private final Map<String, Severity> vulnerabilities = new HashMap<>();
    private final Map<String, String> resolutions = new HashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final List<OvalVerdict> verdicts = new ArrayList<>();
    private Severity severity = Severity.UNKNOWN;
    private String description = "";
    private String advisory = "";
    private int criteria;

    OvalDefinition(OvalTests tests, List<Installed> systems) {
        this.tests = tests;
        this.systems = systems;
    }

    /** From the start of the element to its end. */
    void read(XmlStream in) throws IOException, InterruptedException {
        int here = in.depth();
        for (Optional<String> name = in.next(here); name.isPresent(); name = in.next(here)) {
            switch (name.get()) {
                case "title" -> title(in.text());
                case "description" -> description = in.text();
                case "reference" -> reference(in.attribute("ref_id"));
                case "severity" -> severity = SeverityWords.of(in.text());
                case "cve" -> vulnerability(in);
                case "resolution" -> resolution(in);
                case "criteria" -> verdicts.addAll(criteria(in));
                default -> {
                    // what is inside is looked at
                }
            }
        }
        for (int i = 0; i < verdicts.size(); i++) {
            if (verdicts.get(i).is(true)) {
                tell(systems.get(i), verdicts.get(i));
            }
        }
    }

    private void reference(String id) {
        advisory = advisory.isEmpty() ? id : advisory;
        find(id);
    }

    /** Behind its own name, a title may tell of another one: {@code incomplete fix for CVE-…}. */
    private void title(String text) {
        Matcher matcher = CVE.matcher(text);
        if (matcher.lookingAt()) {
            names.add(matcher.group());
        }
    }

    private void find(String text) {
        Matcher matcher = CVE.matcher(text);
        while (matcher.find() && names.size() < MOST_NAMES) {
            names.add(matcher.group());
        }
    }

    private void vulnerability(XmlStream in) throws IOException, InterruptedException {
        Severity impact = SeverityWords.of(in.attribute("impact"));
        Matcher matcher = CVE.matcher(in.text());
        if (matcher.find() && names.size() < MOST_NAMES) {
            names.add(matcher.group());
            vulnerabilities.put(matcher.group(), impact);
        }
    }

    /** What is done about it, by package. */
    private void resolution(XmlStream in) throws IOException, InterruptedException {
        String state = in.attribute("state");
        int here = in.depth();
        for (Optional<String> part = in.next(here); part.isPresent(); part = in.next(here)) {
            String component = in.text();
            if (part.get().equals("component") && resolutions.size() < MOST_NAMES) {
                resolutions.put(component, state);
            }
        }
    }

    /** A verdict for each system. */
    private List<OvalVerdict> criteria(XmlStream in) throws IOException, InterruptedException {
        boolean any =
                !in.attribute("operator").isEmpty() && !in.attribute("operator").equals("AND");
        boolean negated = in.attribute("negate").equals("true");
        List<List<OvalVerdict>> parts = new ArrayList<>();
        systems.forEach(system -> parts.add(new ArrayList<>()));
        int here = in.depth();
        for (Optional<String> name = in.next(here); name.isPresent(); name = in.next(here)) {
            criteria++;
            if (criteria > MOST_CRITERIA) {
                throw new IOException("has a definition without an end");
            }
            List<OvalVerdict> found =
                    switch (name.get()) {
                        case "criteria" -> criteria(in);
                        case "criterion" -> criterion(in);
                        default -> List.of();
                    };
            for (int i = 0; i < found.size(); i++) {
                parts.get(i).add(found.get(i));
            }
        }
        return parts.stream()
                .map(each -> any ? OvalVerdict.any(each) : OvalVerdict.all(each))
                .map(verdict -> negated ? verdict.not() : verdict)
                .toList();
    }

    private List<OvalVerdict> criterion(XmlStream in) {
        String test = in.attribute("test_ref");
        boolean negated = in.attribute("negate").equals("true");
        boolean module = in.attribute("comment").startsWith(MODULE);
        return systems.stream()
                .map(system -> module ? OvalVerdict.ON_CONDITION : tests.verdict(test, system))
                .map(verdict -> negated ? verdict.not() : verdict)
                .toList();
    }

    private void tell(Installed system, OvalVerdict verdict) throws IOException {
        for (Match match : verdict.matches()) {
            String state = resolutions.getOrDefault(match.present().name(), "");
            if (state.equals("Not affected")) {
                continue;
            }
            boolean decided = !verdict.conditional() && !state.equals("Under investigation");
            for (String name : names.isEmpty() ? Set.of(advisory) : names) {
                Severity own = vulnerabilities.getOrDefault(name, Severity.UNKNOWN);
                system.add(
                        match.present()
                                .with(
                                        name,
                                        own == Severity.UNKNOWN ? severity : own,
                                        decided,
                                        match.fixed(),
                                        verdict.conditional() ? Modules.CONDITION : state,
                                        description));
            }
        }
    }
}
