package org.imagefactory.libvirt;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.console.ConsoleReader;
import org.imagefactory.console.ThreadEnd;

/**
 * Reads a machine's serial console: connects as soon as the hypervisor has made the socket and
 * passes every byte on. The guest does not wait for a reader: what it writes before the connection
 * stands is lost; so start this first.
 */
final class ConsoleSocket implements AutoCloseable {

    /** What the address of a Unix domain socket can hold on Linux, in bytes. */
    static final int MAX_PATH = 107;

    private static final int RETRY_MILLISECONDS = 50;

    /** The socket is there a moment before it can be used; after 15 s it never will. */
    private static final int MAX_REFUSALS = 300;

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path socket;
    private final ConsoleReader reader;
    private final Thread thread;
    private volatile boolean found;
    private volatile Optional<IOException> problem = Optional.empty();

    /**
     * @param socket that the hypervisor makes and listens on
     * @param reader gets every byte
     */
    ConsoleSocket(Path socket, ConsoleReader reader) {
        this.socket = socket;
        this.reader = reader;
        this.thread = new Thread(this::run, "serial-console");
        thread.setDaemon(true);
    }

    /** Begins to look for the socket. */
    void start() {
        thread.start();
    }

    /** Whether the hypervisor has made the socket: then it starts the machine. */
    boolean found() {
        return found;
    }

    /** What keeps the console from being read, if anything. */
    Optional<IOException> problem() {
        return problem;
    }

    /** Waits until the machine has closed its end; it has to be off. */
    void drain(long milliseconds) throws InterruptedException {
        if (found) {
            thread.join(milliseconds);
        }
    }

    /** Stops reading; returns when the thread has ended. */
    @Override
    public void close() {
        ThreadEnd.await(thread);
    }

    private void run() {
        try (SocketChannel channel = connect()) {
            pump(channel);
        } catch (ClosedByInterruptException | InterruptedException e) {
            // close() was called: done.
        } catch (IOException e) {
            problem = Optional.of(e);
        } catch (RuntimeException | Error e) {
            // without a reader nobody would notice how the machine ends
            problem = Optional.of(new IOException("nobody reads the console any more: " + e, e));
        } finally {
            reader.end();
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

    private void pump(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        while (read(channel, buffer) >= 0) {
            buffer.flip();
            reader.feed(buffer);
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
}
