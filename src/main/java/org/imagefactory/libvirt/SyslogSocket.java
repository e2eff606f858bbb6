package org.imagefactory.libvirt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import org.imagefactory.console.ConsoleReader;
import org.imagefactory.console.ThreadEnd;

/**
 * Takes syslog messages over UDP, on a port of the loopback that the host chooses: QEMU's user
 * network passes on what a guest sends to its gateway. Any program of this host can send something,
 * too, so it is believed no more than the guest is.
 */
final class SyslogSocket implements AutoCloseable {

    /** RFC 5424 asks for 2 KiB; what is longer is cut. */
    private static final int MAX_MESSAGE = 8192;

    /** QEMU knows of no other. */
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private static final byte[] LINE_END = "\n".getBytes(StandardCharsets.US_ASCII);

    private final DatagramChannel channel;
    private final ConsoleReader reader;
    private final Thread thread = new Thread(this::run, "installer-syslog");

    private SyslogSocket(DatagramChannel channel, ConsoleReader reader) {
        this.channel = channel;
        this.reader = reader;
        thread.setDaemon(true);
    }

    /**
     * Begins to listen.
     *
     * @param reader gets each message as a line, without its priority
     * @throws IOException there is no port
     */
    static SyslogSocket open(ConsoleReader reader) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        SyslogSocket socket = new SyslogSocket(channel, reader);
        socket.thread.start();
        return socket;
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** Stops listening; returns when the thread has ended. */
    @Override
    public void close() {
        ThreadEnd.await(thread);
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_MESSAGE + LINE_END.length);
        try (channel) {
            while (true) {
                buffer.clear().limit(MAX_MESSAGE);
                channel.receive(buffer);
                skipLineEnd(buffer);
                buffer.limit(buffer.capacity());
                buffer.put(LINE_END).flip();
                skipPriority(buffer);
                reader.feed(buffer);
            }
        } catch (IOException e) {
            // close() was called, or nothing comes any more: the installation goes on without.
        } finally {
            reader.end();
        }
    }

    private static void skipLineEnd(ByteBuffer message) {
        int end = message.position();
        if (end > 0 && message.get(end - 1) == '\n') {
            message.position(end - 1);
        }
    }

    /** {@code <30>}: three digits at most. */
    private static void skipPriority(ByteBuffer message) {
        int start = message.position();
        if (message.get(start) != '<') {
            return;
        }
        for (int i = start + 1; i < Math.min(start + 5, message.limit()); i++) {
            if (message.get(i) == '>') {
                message.position(i + 1);
                return;
            }
        }
    }
}
