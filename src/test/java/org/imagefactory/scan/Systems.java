package org.imagefactory.scan;

import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.manifest.PackageFormat;
import org.imagefactory.manifest.SourceListFile.Binary;
import org.imagefactory.manifest.SourceListFile.Line;
import org.imagefactory.manifest.SourceListFile.SourceList;

/** Systems with a few packages. */
final class Systems {

    private Systems() {}

    /**
     * @param packages source, its version, and binary packages, with blanks between them; each of
     *     the last with {@code =} and a version where it has another
     */
    static Installed of(String release, PackageFormat format, String... packages) {
        return new Installed(release, format, list("", packages));
    }

    static SourceList list(String system, String... packages) {
        return new SourceList(system, Stream.of(packages).map(Systems::line).toList());
    }

    private static Line line(String text) {
        List<String> fields = List.of(text.split(" "));
        String version = fields.get(1);
        List<Binary> binaries =
                fields.stream()
                        .skip(2)
                        .map(name -> (name.contains("=") ? name : name + "=" + version).split("="))
                        .map(parts -> new Binary(parts[0], parts[1]))
                        .toList();
        return new Line(fields.get(0), version, binaries);
    }
}
