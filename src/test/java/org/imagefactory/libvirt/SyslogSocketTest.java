package org.imagefactory.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.imagefactory.console.ConsoleReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SyslogSocketTest {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private final ConsoleReader reader =
            new ConsoleReader() {
                @Override
                public void feed(ByteBuffer bytes) {
                    heard.add(StandardCharsets.UTF_8.decode(bytes).toString());
                }

                @Override
                public void end() {
                    heard.add("end");
                }
            };

    @Test
    void everyMessageIsALine() throws Exception {
        try (SyslogSocket socket = SyslogSocket.open(reader)) {
            send(socket, "<30>Nov 30 03:00:00 anna: hello");
            send(socket, "no priority\n");
            send(socket, "<");
            send(socket, "");

            assertThat(next()).isEqualTo("Nov 30 03:00:00 anna: hello\n");
            assertThat(next()).isEqualTo("no priority\n");
            assertThat(next()).isEqualTo("<\n");
            assertThat(next()).isEqualTo("\n");
        }
        assertThat(next()).isEqualTo("end");
    }

    @Test
    void aLongMessageIsCut() throws Exception {
        try (SyslogSocket socket = SyslogSocket.open(reader)) {
            send(socket, "x".repeat(60_000));

            assertThat(next()).hasSize(8193);
        }
    }

    private String next() throws InterruptedException {
        String line = heard.poll(30, TimeUnit.SECONDS);
        return line == null ? "nothing" : line;
    }

    private static void send(SyslogSocket socket, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket sender = new DatagramSocket()) {
            sender.send(
                    new DatagramPacket(
                            bytes, bytes.length, InetAddress.getLoopbackAddress(), socket.port()));
        }
    }
}
