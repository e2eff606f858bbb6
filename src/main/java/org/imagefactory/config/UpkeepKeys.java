package org.imagefactory.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.SourceUri;

/** Rows of the table of keys: what is done around the builds of an image. */
public final class UpkeepKeys {

    static final KeyGroup ROWS = new KeyGroup();

    static final Key<Path> CATALOG =
            ROWS.image("catalog", ValueType.FOLDER)
                    .add(
                            "Folder that offers the image to machines after every build: links"
                                    + " to its files, and indices for Incus, LXD, MAAS and"
                                    + " virt-builder, a manifest of the newest images and a feed,"
                                    + " signed if **sign** says so; see **catalog** in"
                                    + " **image-factory**(1).");

    static final Key<Integer> KEEP =
            ROWS.image("keep", ValueType.COUNT)
                    .defaultNote("all")
                    .add(
                            "After a successful build, keep this many of the newest good images"
                                    + " with their documents and remove the older ones, except"
                                    + " those that **keep-daily**, **keep-weekly** or"
                                    + " **keep-monthly** keep. The newest good image always"
                                    + " stays.");

    static final Key<Integer> KEEP_DAILY =
            ROWS.image("keep-daily", ValueType.COUNT)
                    .add(
                            "Keep the newest good image of each of this many days; days without one"
                                    + " are not counted.");

    static final Key<Integer> KEEP_FAILURES =
            ROWS.image("keep-failures", ValueType.COUNT)
                    .defaultNote("all")
                    .add(
                            "Keep logs, reports and failure bundles of this many of the newest"
                                    + " builds that failed or were cancelled.");

    static final Key<Integer> KEEP_MONTHLY =
            ROWS.image("keep-monthly", ValueType.COUNT)
                    .add(
                            "Keep the newest good image of each of this many months; months without"
                                    + " one are not counted.");

    static final Key<Integer> KEEP_WEEKLY =
            ROWS.image("keep-weekly", ValueType.COUNT)
                    .add(
                            "Keep the newest good image of each of this many weeks, which begin on"
                                    + " Monday; weeks without one are not counted.");

    static final Key<Boolean> LATEST_LINK =
            ROWS.image("latest-link", ValueType.BOOLEAN)
                    .defaultText("false")
                    .add(
                            "Let the symbolic link *IMAGE-latest.raw* or *IMAGE-latest.qcow2* lead"
                                    + " to the newest good image, and one with *.sha256sum* behind"
                                    + " its name to the checksum file. They move when a build has"
                                    + " succeeded, uploads and commands included; see LATEST LINK"
                                    + " in image-factory(1).");

    static final Key<Path> METRICS_FILE =
            ROWS.image("metrics-file", ValueType.FILE)
                    .add(
                            "Write figures about the images after every build, in the format of"
                                    + " the textfile collector of Prometheus' node exporter; see"
                                    + " METRICS in **image-factory.conf**(5).");

    static final Key<String> NOTIFY_COMMAND =
            ROWS.image("notify-command", ValueType.COMMAND)
                    .add(
                            "Command that runs when the builds of an image begin to fail and when"
                                    + " they succeed again, once each time; see NOTICES in"
                                    + " **image-factory.conf**(5).");

    static final Key<Duration> REBUILD_AFTER =
            ROWS.image("rebuild-after", ValueType.DURATION)
                    .field(Field.MAXIMUM_AGE)
                    .defaultNote("never")
                    .add(
                            "With **--if-changed**, build an image whose last build is as old as"
                                    + " this although nothing changed.");

    static final Key<Path> REPORT_HTML =
            ROWS.image("report-html", ValueType.FILE)
                    .add(
                            "Write a page about all images after every build, as HTML; see"
                                    + " **report** in **image-factory**(1).");

    public static final Key<List<String>> TAGS =
            ROWS.image("tags", ValueType.NAMES)
                    .add("Words with commas between them, by which **--tag** chooses images.");

    static final Key<List<SourceUri>> WATCH =
            ROWS.image("watch", ValueType.URIS)
                    .field(Field.WATCHED)
                    .add(
                            "Files that change when the packages of the mirrors do, as URIs with"
                                    + " blanks between them: *InRelease* of Debian's suites,"
                                    + " *repomd.xml* of the Red Hat family. With **--if-changed**"
                                    + " they tell whether there is anything to build; see CHANGES.");

    static final Key<Boolean> ZSYNC =
            ROWS.image("zsync", ValueType.BOOLEAN)
                    .defaultText("false")
                    .add(
                            "Publish *IMAGE-YYYY-MM-DD.zsync* beside the image, by which zsync(1)"
                                    + " fetches only what an earlier image does not have.");

    private UpkeepKeys() {}
}
