package org.imagefactory.steps;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Looks for the line that an SSH server greets with: {@code SSH-2.0-…}, after any number of other
 * lines (RFC 4253, 4.2). What answers is not trusted: it gets a limited time and may say little.
 */
final class SshGreeting {

    private static final int MAX_BYTES = 8192;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private SshGreeting() {}

    /** Whether an SSH server greets; takes two seconds at most. */
    static boolean heard(InetSocketAddress address) {
        long end = System.nanoTime() + LIMIT.toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) LIMIT.toMillis());
            InputStream in = socket.getInputStream();
            StringBuilder line = new StringBuilder();
            for (int count = 0; count < MAX_BYTES; count++) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                socket.setSoTimeout((int) left);
                int next = in.read();
                if (next == '\n') {
                    if (isGreeting(line.toString())) {
                        return true;
                    }
                    line.setLength(0);
                } else if (next < 0) {
                    return false;
                } else {
                    line.append(new String(new byte[] {(byte) next}, StandardCharsets.ISO_8859_1));
                }
            }
            return false;
        } catch (IOException e) {
            // Nobody there yet.
            return false;
        }
    }

    private static boolean isGreeting(String line) {
        return line.startsWith("SSH-2.0-") || line.startsWith("SSH-1.99-");
    }
}
