package org.imagefactory.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A start of the daemon that ends at once, after a request if it can: for the archive of the
 * classes that are loaded then. It listens on any free port of this host alone.
 */
final class Rehearsal {

    private static final String REQUEST = "GET /imagefactory/plugins HTTP/1.0\r\n\r\n";

    private Rehearsal() {}

    /** Sends a request to the daemon and reads the answer. */
    static void request(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
