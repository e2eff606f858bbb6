package org.imagefactory.guest;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.imagefactory.tools.DamagedFileSystemException;

/**
 * The journal of an ext file system. After an installation it is full of what was written last,
 * which is of no use to anybody once it is in its place, and differs from image to image. The
 * layout is that of the kernel's documentation, "ext4 Data Structures and Algorithms", "Journal".
 */
public final class ExtJournal {

    private static final int MAGIC = 0xC03B3998;
    private static final int FIRST_FORMAT = 3;
    private static final int SECOND_FORMAT = 4;
    private static final int HEAD = 32;

    private ExtJournal() {}

    /**
     * Overwrites the journal's log with zeros, where anything else is. Its superblock stays; the
     * kernel begins anew behind it. Does nothing to a journal that has something to replay.
     *
     * @param offset of the file system in the disk, in bytes
     * @param length of it
     * @return how many bytes were written
     * @throws DamagedFileSystemException the file system or its journal make no sense
     */
    public static long empty(Path disk, long offset, long length)
            throws IOException, InterruptedException {
        try (ExtVolume volume = ExtVolume.open(disk, offset, length);
                FileChannel channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
            if (volume.journal() == 0) {
                return 0;
            }
            ExtInode journal = volume.inode(volume.journal());
            if (journal.size() > volume.length()) {
                throw new DamagedFileSystemException("the journal is larger than its file system");
            }
            Cleaner cleaner = new Cleaner(volume, channel, offset);
            ExtBlocks.follow(volume, journal, new FileContent(journal.size(), cleaner));
            return cleaner.written;
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        }
    }

    /** Takes the journal, piece by piece. */
    private static final class Cleaner implements FileContent.Taker {

        private final ExtVolume volume;
        private final FileChannel channel;
        private final long offset;
        private boolean begun;
        private boolean replayed;
        private long written;

        Cleaner(ExtVolume volume, FileChannel channel, long offset) {
            this.volume = volume;
            this.channel = channel;
            this.offset = offset;
        }

        @Override
        public void piece(long position, int bytes) throws IOException {
            if (Thread.interrupted()) {
                throw new InterruptedIOException();
            }
            if (begun) {
                clear(position, bytes);
            } else {
                begun = true;
                replayed = hasNothingToReplay(volume.read(position, HEAD));
                clear(position + volume.blockBytes(), bytes - volume.blockBytes());
            }
        }

        @Override
        public void hole(int bytes) throws IOException {
            throw new DamagedFileSystemException("the journal has a hole");
        }

        private boolean hasNothingToReplay(ByteBuffer superblock) throws IOException {
            superblock.order(ByteOrder.BIG_ENDIAN);
            int format = superblock.getInt(4);
            if (superblock.getInt(0) != MAGIC
                    || (format != FIRST_FORMAT && format != SECOND_FORMAT)
                    || superblock.getInt(12) != volume.blockBytes()) {
                throw new DamagedFileSystemException("the journal has no superblock");
            }
            return superblock.getInt(28) == 0;
        }

        /** What is zeros already may be a hole, and stays one. */
        private void clear(long position, int bytes) throws IOException {
            ByteBuffer zeros = ByteBuffer.allocate(Math.max(0, bytes));
            if (!replayed || volume.read(position, zeros.capacity()).equals(zeros)) {
                return;
            }
            while (zeros.hasRemaining()) {
                channel.write(zeros, offset + position + zeros.position());
            }
            written += bytes;
        }
    }
}
