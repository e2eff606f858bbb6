package org.imagefactory.console;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reads a machine's serial console: connects as soon as the hypervisor has made the socket, writes
 * every byte to a log file and passes it to a monitor. The guest does not wait for a reader: what
 * it writes before the connection stands is lost; so start this first.
 */
public final class SerialConsole implements AutoCloseable {

    /** What the address of a Unix domain socket can hold on Linux, in bytes. */
    public static final int MAX_SOCKET_PATH = 107;

    /** A guest that writes without end shall not fill the host's disk. */
    private static final long MAX_LOG_BYTES = 128L << 20;

    private static final int RETRY_MILLISECONDS = 50;

    /** The socket is there a moment before it can be used; after 15 s it never will. */
    private static final int MAX_REFUSALS = 300;

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path socket;
    private final Path log;
    private final ConsoleReader monitor;
    private final Thread thread;
    private volatile boolean found;
    private volatile boolean heard;
    private volatile Optional<IOException> problem = Optional.empty();

    /**
     * @param socket that the hypervisor makes and listens on
     * @param log gets every byte, up to 128 MiB; replaced when it exists
     * @param monitor hears the text
     */
    public SerialConsole(Path socket, Path log, ConsoleReader monitor) {
        this.socket = socket;
        this.log = log;
        this.monitor = monitor;
        this.thread = new Thread(this::run, "serial-console");
        thread.setDaemon(true);
    }

    /** Begins to look for the socket. */
    public void start() {
        thread.start();
    }

    /** Whether the hypervisor has made the socket: then it starts the machine. */
    public boolean found() {
        return found;
    }

    /** Whether the machine has written anything: then it runs, or did. */
    public boolean heard() {
        return heard;
    }

    /** What keeps the console from being read or logged, if anything. */
    public Optional<IOException> problem() {
        return problem;
    }

    /** Waits until the machine has closed its end; it has to be off. */
    public void drain(long milliseconds) throws InterruptedException {
        if (found) {
            thread.join(milliseconds);
        }
    }

    /** Stops reading; returns when the log is complete and the thread has ended. */
    @Override
    public void close() {
        ThreadEnd.await(thread);
    }

    private void run() {
        try (FileChannel file =
                        FileChannel.open(
                                log,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING);
                SocketChannel channel = connect()) {
            pump(channel, file);
        } catch (ClosedByInterruptException | InterruptedException e) {
            // close() was called: done.
        } catch (IOException e) {
            problem = Optional.of(e);
        } catch (RuntimeException | Error e) {
            // without a reader nobody would notice how the machine ends
            problem = Optional.of(new IOException("nobody reads the console any more: " + e, e));
        } finally {
            monitor.end();
        }
    }

    private SocketChannel connect() throws IOException, InterruptedException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        int refusals = 0;
        while (true) {
            Thread.sleep(RETRY_MILLISECONDS);
            if (!Files.exists(socket)) {
                continue;
            }
            // Before the connection stands: the machine may be off again right after it.
            found = true;
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(address);
                return channel;
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                channel.close();
                refusals++;
                if (refusals > MAX_REFUSALS) {
                    throw e;
                }
            }
        }
    }

    private void pump(SocketChannel channel, FileChannel file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        long logged = 0;
        while (read(channel, buffer) >= 0) {
            heard = true;
            buffer.flip();
            if (logged < MAX_LOG_BYTES) {
                logged += buffer.remaining();
                write(file, buffer.duplicate());
                if (logged >= MAX_LOG_BYTES) {
                    String end = "\n[image-factory: the rest of the console is not logged]\n";
                    write(file, ByteBuffer.wrap(end.getBytes(StandardCharsets.UTF_8)));
                }
            }
            monitor.feed(buffer);
            buffer.clear();
        }
    }

    /** A machine that fails to start resets the connection: that is an end like any other. */
    private static int read(SocketChannel channel, ByteBuffer buffer) throws IOException {
        try {
            return channel.read(buffer);
        } catch (SocketException e) {
            return -1;
        }
    }

    private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
