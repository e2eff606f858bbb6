package org.imagefactory.tdl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an administrator adds to target images, by the file {@code target_content.xml}.
 *
 * @param includes in the order of the file
 */
public record TargetContent(List<Include> includes) {

    /**
     * Something for some images: those that have what is given here. Only what comes before may be
     * given alone: a version belongs to a system, and a system to a target.
     *
     * @param target such as {@code ec2}
     * @param os name of the system
     * @param version of the system
     * @param arch of the system
     * @param packages by name
     * @param repositories that they come from
     */
    public record Include(
            Optional<String> target,
            Optional<String> os,
            Optional<String> version,
            Optional<String> arch,
            List<String> packages,
            List<TemplateRepository> repositories) {

        public Include {
            packages = List.copyOf(packages);
            repositories = List.copyOf(repositories);
        }

        private List<Optional<String>> given() {
            return List.of(target, os, version, arch);
        }
    }

    /** Of a host without such a file. */
    public static final TargetContent NONE = new TargetContent(List.of());

    public TargetContent {
        includes = List.copyOf(includes);
    }

    /**
     * Reads the file; it obeys the same rules as a template.
     *
     * @throws InvalidTemplateException it breaks rules; all of them are told
     */
    public static TargetContent read(byte[] file) throws InvalidTemplateException {
        Faults faults = new Faults();
        Element root = XmlReader.parse(TemplateReader.text(file), faults);
        List<Include> includes = new ArrayList<>();
        if (root.isNamed("template_includes")) {
            PackageReader reader = new PackageReader(new Faults());
            for (Element each : root.attributes().holds("include").all("include")) {
                includes.add(include(each, reader));
            }
        } else {
            root.unknown("the root of such a file is <template_includes>, without a namespace");
        }
        if (!faults.sorted().isEmpty()) {
            throw new InvalidTemplateException(faults.sorted());
        }
        return new TargetContent(includes);
    }

    private static Include include(Element element, PackageReader reader) {
        element.attributes("target", "os", "version", "arch").holds("packages", "repositories");
        return new Include(
                element.attribute("target"),
                element.attribute("os"),
                element.attribute("version"),
                element.attribute("arch"),
                reader.packages(element.atMostOne("packages")),
                reader.repositories(element.atMostOne("repositories")));
    }

    /**
     * The first of the most specific includes for an image. One that gives another combination than
     * a target, its system, that one's version and that one's architecture is for none.
     */
    public Optional<Include> include(String target, String os, String version, String arch) {
        List<String> all = List.of(target, os, version, arch);
        for (int level = all.size(); level >= 0; level--) {
            List<Optional<String>> given = new ArrayList<>();
            for (String each : all) {
                given.add(given.size() < level ? Optional.of(each) : Optional.empty());
            }
            Optional<Include> found =
                    includes.stream().filter(any -> any.given().equals(given)).findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
