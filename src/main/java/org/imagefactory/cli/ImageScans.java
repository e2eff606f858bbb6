package org.imagefactory.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.DayNames;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.scan.ScanResult;
import org.imagefactory.scan.ScapResult;
import org.imagefactory.scan.StoredScan;
import org.imagefactory.spec.ImageName;

/** What lies beside an image of scans, for a status. Either may be missing. */
record ImageScans(Optional<ScanResult> scan, Optional<ScapResult> scap) {

    /**
     * @param folder where the results are
     */
    static ImageScans of(BuildRecord build, Path folder) {
        Workspace files =
                new Workspace(DayNames.of(new ImageName(build.image()), build.date()), folder);
        return new ImageScans(
                StoredScan.read(files.publishedDocument(DocumentKind.SCAN)),
                ScapResult.read(files.publishedDocument(DocumentKind.SCAP)));
    }

    /** A line for each that there is. */
    String text(String image) {
        StringBuilder text = new StringBuilder();
        scan.ifPresent(found -> text.append("%s: %s%n".formatted(image, found.summary())));
        scap.ifPresent(found -> text.append("%s: %s%n".formatted(image, found.summary())));
        return text.toString();
    }

    /** A field for each that there is. */
    void write(JsonGenerator json) throws IOException {
        if (scan.isPresent()) {
            json.writeObjectFieldStart("scan");
            json.writeStringField("scanned", scan.get().scanned().toString());
            json.writeNumberField("open", scan.get().open());
            json.writeNumberField("fixable", scan.get().fixable());
            json.writeStringField("summary", scan.get().summary());
            json.writeEndObject();
        }
        if (scap.isPresent()) {
            json.writeObjectFieldStart("scap");
            json.writeStringField("evaluated", scap.get().evaluated().toString());
            json.writeStringField("profile", scap.get().profile());
            json.writeFieldName("score");
            if (scap.get().judged() == 0) {
                json.writeNull();
            } else {
                json.writeNumber(scap.get().score());
            }
            json.writeNumberField("judged", scap.get().judged());
            json.writeNumberField("failed", scap.get().failed().size());
            json.writeStringField("summary", scap.get().summary());
            json.writeEndObject();
        }
    }
}
