package org.imagefactory.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ScanGate;
import org.imagefactory.spec.Scans;
import org.imagefactory.spec.SourceUri;

/** Rows of the table of keys: what images are scanned for. */
final class ScanKeys {

    static final KeyGroup ROWS = new KeyGroup();

    static final Key<Scans> SCAN =
            ROWS.image("scan", ValueType.SCANS)
                    .field(Field.SCAN)
                    .defaultText("none")
                    .add(
                            "Look for known vulnerabilities of the installed packages, by the data"
                                    + " of the distribution (**cve**): the result is"
                                    + " *IMAGE-YYYY-MM-DD.scan.json*, and stands in the bill of"
                                    + " materials, the list of changes and the page. See **scan**"
                                    + " in **image-factory**(1). With **scap:PROFILE**, have"
                                    + " OpenSCAP judge the image by a profile of the"
                                    + " distribution's security guide (**scap:standard**): the"
                                    + " results are *IMAGE-YYYY-MM-DD.scap.json* and, for people,"
                                    + " *.scap.html*. Both with a comma between them: **cve,"
                                    + " scap:standard**.");

    static final Key<List<SourceUri>> SCAN_DATA =
            ROWS.image("scan-data", ValueType.SOURCES)
                    .field(Field.ADVISORIES)
                    .defaultNote("the distribution's own, over HTTPS")
                    .add(
                            "Where the data of the image's distribution is: a URI, or a file of"
                                    + " this host. Each distribution has a form of its own.");

    static final Key<Path> SCAN_EXCEPTIONS =
            ROWS.image("scan-exceptions", ValueType.FILE)
                    .field(Field.SCAN_EXCEPTIONS)
                    .add(
                            "A file with findings that are accepted, a line each: the"
                                    + " vulnerability, the source package or **\\***, the last day"
                                    + " on which it is accepted, and the reason.");

    static final Key<ScanGate> SCAN_FAIL =
            ROWS.image("scan-fail", ValueType.SCAN_GATE)
                    .field(Field.SCAN_GATE)
                    .defaultText("none")
                    .add(
                            "Which findings fail the build, before anything is published: **low**,"
                                    + " **medium**, **high**, **critical** and what is worse,"
                                    + " **any**, or one of these with **-fixable** behind it: only"
                                    + " what the distribution has fixed. Debian says of few"
                                    + " vulnerabilities how bad they are, so **any-fixable** is"
                                    + " what tells of missing updates.");

    static final Key<Duration> SCAN_MAX_AGE =
            ROWS.image("scan-max-age", ValueType.DURATION)
                    .field(Field.ADVISORY_AGE)
                    .defaultText("7d")
                    .add("Older data is not used, neither from the cache nor from a file.");

    static final Key<ScanGate> SCAN_REBUILD =
            ROWS.image("scan-rebuild", ValueType.SCAN_GATE)
                    .defaultText("none")
                    .add(
                            "With **--if-changed**, build an image whose newest result of a scan"
                                    + " has such findings, as **scan-fail** names them:"
                                    + " **any-fixable**, say.");

    static final Key<Path> SCAP_CONTENT =
            ROWS.image("scap-content", ValueType.FILE)
                    .field(Field.SCAP_CONTENT)
                    .defaultNote(
                            "*/usr/share/xml/scap/ssg/content/ssg-SYSTEM-ds.xml*, by what the"
                                    + " image says it is")
                    .add(
                            "The data stream that has the profile of **scan=scap:PROFILE**, for"
                                    + " systems that this host's packages have none for.");

    static final Key<Integer> SCAP_FAIL =
            ROWS.image("scap-fail", ValueType.PERCENT)
                    .field(Field.SCAP_GATE)
                    .defaultText("none")
                    .add(
                            "Fail the build, before anything is published, if the image's score is"
                                    + " less than so many per cent.");

    private ScanKeys() {}
}
