package org.imagefactory.netboot.cache;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.netboot.file.FileDigest;
import org.imagefactory.netboot.file.RemoteFile;

/**
 * A file on its way into the cache. It outlives the program, so that the next run can go on with a
 * transfer that broke, or use a file that was complete before its partner failed. A second file
 * tells which version the bytes are of; it is written before the first of them.
 */
public final class PartFile {

    private static final String LENGTH = "length";
    private static final long UNKNOWN = -1;

    static final String PREFIX = ".part-";

    private final Path folder;
    private final RemoteFile file;
    private final Path data;
    private final Path notes;

    public PartFile(Path folder, RemoteFile file) {
        this.folder = folder;
        this.file = file;
        data = folder.resolve(PREFIX + file.role().key());
        notes = folder.resolve(PREFIX + file.role().key() + ".properties");
    }

    /** Where the bytes go. */
    public Path path() {
        return data;
    }

    /** Bytes that are there already. */
    public long length() throws HostException {
        try {
            return Files.isRegularFile(data) ? Files.size(data) : 0;
        } catch (IOException e) {
            throw DiskErrors.writing(data, e);
        }
    }

    /** Forgets what is there if it came from somewhere else, or if nobody knows from where. */
    public void keepOnlyIfSameSource() throws HostException {
        if (!notes().getProperty("url", "").equals(file.identity())) {
            discard();
        }
    }

    /** Forgets everything. */
    public void discard() throws HostException {
        try {
            Files.deleteIfExists(data);
            Files.deleteIfExists(notes);
            for (Path path : temporary()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw DiskErrors.writing(data, e);
        }
    }

    /** Bytes that a program has written for the part file under another name, as rsync does. */
    public long written() {
        try {
            long bytes = 0;
            for (Path path : temporary()) {
                bytes += Files.size(path);
            }
            return bytes;
        } catch (IOException e) {
            return 0; // it has just got its final name
        }
    }

    private List<Path> temporary() throws IOException {
        String prefix = "." + data.getFileName() + ".";
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toFile().getName().startsWith(prefix)).toList();
        }
    }

    /** Drops what is there and notes the version that is about to be written. */
    public void begin(Validators validators) throws HostException {
        begin(validators, UNKNOWN);
    }

    /**
     * The same.
     *
     * @param length of the file, if it was announced; else negative
     */
    public void begin(Validators validators, long length) throws HostException {
        discard();
        Properties properties = new Properties();
        properties.setProperty("url", file.identity());
        properties.setProperty("etag", validators.etag());
        properties.setProperty("last-modified", validators.lastModified());
        properties.setProperty("date-is-strong", Boolean.toString(validators.dateIsStrong()));
        properties.setProperty(LENGTH, Long.toString(length));
        save(properties);
    }

    /** Whether the file can be so long: no other length was announced. */
    public boolean mayHave(long length) throws HostException {
        String announced = notes().getProperty(LENGTH, Long.toString(UNKNOWN));
        return announced.startsWith("-") || announced.equals(Long.toString(length));
    }

    /** The version that the bytes are of. */
    public Validators validators() throws HostException {
        Properties properties = notes();
        return new Validators(
                properties.getProperty("etag", ""),
                properties.getProperty("last-modified", ""),
                Boolean.parseBoolean(properties.getProperty("date-is-strong")));
    }

    /** Notes that all bytes are there. */
    public CachedFile finish() throws HostException, InterruptedException {
        FileDigest digest = digest();
        CacheEntry entry = new CacheEntry(file.identity(), file.fileName(), validators(), digest);
        Properties properties = notes();
        entry.writeTo(properties, file.role());
        save(properties);
        return new CachedFile(entry, data);
    }

    /** The complete file, if {@link #finish} was called for what is there. */
    public Optional<CachedFile> finished() throws HostException {
        long length = length();
        return CacheEntry.readFrom(notes(), file.role())
                .filter(entry -> entry.digest().sizeBytes() == length)
                .map(entry -> new CachedFile(entry, data));
    }

    /** Opens the file for writing at its end, or at its start with nothing in it. */
    public Writer open(boolean append) throws HostException {
        try {
            return new Writer(new FileOutputStream(data.toFile(), append));
        } catch (IOException e) {
            throw DiskErrors.writing(data, e);
        }
    }

    /** How many bytes there is certainly room for. */
    public long room() throws HostException {
        try {
            long usable = Files.getFileStore(folder).getUsableSpace();
            return usable > 0 ? usable : Long.MAX_VALUE; // some file systems mean "unknown" by 0
        } catch (IOException e) {
            throw DiskErrors.writing(data, e);
        }
    }

    /** That there is no room for so many bytes. */
    public HostException noSpace(long bytes, long room) {
        return DiskErrors.noSpace(folder, bytes, room);
    }

    private FileDigest digest() throws HostException, InterruptedException {
        try {
            return FileDigest.of(data);
        } catch (IOException e) {
            throw DiskErrors.writing(data, e);
        }
    }

    private Properties notes() throws HostException {
        try {
            return DurableFiles.read(notes);
        } catch (IOException e) {
            throw DiskErrors.writing(notes, e);
        }
    }

    private void save(Properties properties) throws HostException {
        try {
            DurableFiles.write(notes, properties);
        } catch (IOException e) {
            throw DiskErrors.writing(notes, e);
        }
    }

    /** Writes bytes; a failure is the host's fault, told apart from a failure of the network. */
    public final class Writer implements AutoCloseable {

        private final FileOutputStream out;

        private Writer(FileOutputStream out) {
            this.out = out;
        }

        public void write(byte[] bytes, int length) throws HostException {
            try {
                out.write(bytes, 0, length);
            } catch (IOException e) {
                throw DiskErrors.writing(data, e);
            }
        }

        /** Returns when the bytes are on the disk. */
        public void sync() throws HostException {
            try {
                out.getFD().sync();
            } catch (IOException e) {
                throw DiskErrors.writing(data, e);
            }
        }

        @Override
        public void close() throws HostException {
            try {
                out.close();
            } catch (IOException e) {
                throw DiskErrors.writing(data, e);
            }
        }
    }
}
