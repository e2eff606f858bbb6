package org.imagefactory.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads records in the form of OSV, as Ubuntu and Rocky Linux publish them: an archive (tar,
 * compressed or not, or zip) with one JSON file for each vulnerability or advisory, or such files
 * one behind the other. One record is in memory at a time, and of that only what concerns packages
 * that are asked for.
 */
final class OsvRecords implements AdvisoryReader {

    private static final String WHAT = "data in the form of OSV";
    private static final int DEEPEST = 20;
    private static final int LONGEST_TEXT = 4 << 20;
    private static final int MOST_FILES = 2_000_000;
    private static final int TAR_MAGIC = 257;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(LONGEST_TEXT)
                                    .build())
                    .build();

    private final List<Installed> systems;
    private Runnable progress = () -> {};
    private int files;

    /**
     * @param systems whose releases are the starts of ecosystems, such as {@code Ubuntu:24.04}
     */
    OsvRecords(List<Installed> systems) {
        this.systems = List.copyOf(systems);
    }

    @Override
    public void read(Content content) throws IOException, InterruptedException {
        try {
            Unpacked bytes = Unpacked.inPieces(content.open());
            progress = bytes::progress;
            InputStream in = new BufferedInputStream(bytes, 1 << 16);
            in.mark(TAR_MAGIC + 5);
            byte[] start = in.readNBytes(TAR_MAGIC + 5);
            in.reset();
            if (start.length > 3 && start[0] == 'P' && start[1] == 'K') {
                zip(in);
            } else if (start.length == TAR_MAGIC + 5 && isTar(start)) {
                tar(in);
            } else {
                records(in);
            }
        } catch (JsonProcessingException e) {
            throw JsonErrors.of(WHAT, e);
        } catch (IllegalArgumentException e) {
            throw new IOException("is not " + WHAT + ": a broken archive", e);
        }
        if (files == 0) {
            throw new IOException("is not " + WHAT);
        }
    }

    private static boolean isTar(byte[] start) {
        return new String(start, TAR_MAGIC, 5, StandardCharsets.US_ASCII).equals("ustar");
    }

    private void zip(InputStream in) throws IOException, InterruptedException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            file(entry.getName(), zip);
        }
    }

    private void tar(InputStream in) throws IOException, InterruptedException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
            if (entry.isFile()) {
                file(entry.getName(), tar);
            }
        }
    }

    private void file(String name, InputStream content) throws IOException, InterruptedException {
        progress.run();
        if (name.endsWith(".json")) {
            records(content);
        } else {
            skip(content);
        }
    }

    /** However long it is, nothing of it is kept. */
    private void skip(InputStream content) throws IOException, InterruptedException {
        byte[] some = new byte[1 << 16];
        while (content.read(some) >= 0) {
            progress.run();
            requireNoInterrupt();
        }
    }

    private void records(InputStream in) throws IOException, InterruptedException {
        try (JsonParser json = FACTORY.createParser(in)) {
            json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                requireNoInterrupt();
                progress.run();
                files++;
                if (token != JsonToken.START_OBJECT || files > MOST_FILES) {
                    throw new IOException("is not " + WHAT);
                }
                new OsvRecord(systems).read(json);
            }
        }
    }

    private static void requireNoInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while reading advisories");
        }
    }
}
