package org.imagefactory.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.scan.Installed.Present;
import org.imagefactory.spec.Severity;

/**
 * Reads what a repository of rpm packages tells of its updates, {@code updateinfo.xml}: updates of
 * which some are for security, each with the packages that it brings, and what it mends in the
 * identifiers and titles of its references.
 */
final class UpdateInfo implements AdvisoryReader {

    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,19}");
    private static final int MOST_NAMES = 10_000;

    /** Packages of one update; the largest ones have some thousand. */
    private static final int MOST_PACKAGES = 200_000;

    private final List<Installed> systems;

    /**
     * @param systems all of the release that the data is of
     */
    UpdateInfo(List<Installed> systems) {
        this.systems = List.copyOf(systems);
    }

    /** An installed package that an update replaces. */
    private record Old(Installed system, Present present, String fixed) {}

    /** One update. */
    private final class Update {

        private final Set<String> names = new LinkedHashSet<>();
        private final List<Old> old = new ArrayList<>();
        private String id = "";
        private String description = "";
        private Severity severity = Severity.UNKNOWN;
        private int packages;

        void read(XmlStream in) throws IOException, InterruptedException {
            int here = in.depth();
            for (Optional<String> name = in.next(here); name.isPresent(); name = in.next(here)) {
                switch (name.get()) {
                    case "id" -> id = in.text();
                    case "description" -> description = in.text();
                    case "severity" -> severity = SeverityWords.of(in.text());
                    case "reference" -> {
                        find(in.attribute("id"));
                        find(in.attribute("title"));
                    }
                    case "package" -> replaces(in);
                    default -> {
                        // what is inside is looked at
                    }
                }
            }
            for (Old one : old) {
                for (String name : names.isEmpty() ? Set.of(id) : names) {
                    one.system()
                            .add(
                                    one.present()
                                            .with(
                                                    name,
                                                    severity,
                                                    true,
                                                    one.fixed(),
                                                    "",
                                                    description));
                }
            }
        }

        private void find(String text) {
            Matcher matcher = CVE.matcher(text);
            while (matcher.find() && names.size() < MOST_NAMES) {
                names.add(matcher.group());
            }
        }

        private void replaces(XmlStream in) throws IOException {
            packages++;
            if (packages > MOST_PACKAGES) {
                throw new IOException("has an update without an end");
            }
            String epoch = in.attribute("epoch");
            String version =
                    (epoch.isEmpty() || epoch.equals("0") ? "" : epoch + ":")
                            + "%s-%s".formatted(in.attribute("version"), in.attribute("release"));
            for (Installed system : systems) {
                for (Present present : system.binary(in.attribute("name"))) {
                    if (Modules.hold(version) == Modules.hold(present.version())
                            && system.compare(present.version(), version) < 0) {
                        old.add(new Old(system, present, version));
                    }
                }
            }
        }
    }

    @Override
    public void read(Content content) throws IOException, InterruptedException {
        XmlStream in = new XmlStream(content, "list of updates");
        if (!in.next(0).equals(Optional.of("updates"))) {
            throw new IOException("is no list of updates");
        }
        systems.forEach(Installed::recognise);
        for (Optional<String> name = in.next(0); name.isPresent(); name = in.next(0)) {
            if (name.get().equals("update") && in.attribute("type").equals("security")) {
                new Update().read(in);
            } else {
                in.skip();
            }
        }
    }
}
