package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SshGreetingTest {

    @Test
    void aServerGreets() throws Exception {
        try (FakeSsh server = new FakeSsh("SSH-2.0-OpenSSH_10.0p2 Debian-7\r\n")) {
            assertThat(heard(server.port())).isTrue();
        }
    }

    @Test
    void otherLinesMayComeBefore() throws Exception {
        try (FakeSsh server = new FakeSsh("welcome\r\nto this host\r\nSSH-2.0-dropbear\r\n")) {
            assertThat(heard(server.port())).isTrue();
        }
    }

    @Test
    void anotherProtocolIsNone() throws Exception {
        try (FakeSsh server = new FakeSsh("220 mail.example.org ESMTP SSH-2.0-\r\n")) {
            assertThat(heard(server.port())).isFalse();
        }
    }

    @Test
    void endlessTextIsNone() throws Exception {
        try (FakeSsh server = new FakeSsh("x".repeat(100_000) + "\nSSH-2.0-late\n")) {
            assertThat(heard(server.port())).isFalse();
        }
    }

    @Test
    void silenceIsWaitedOutNotForEver() throws Exception {
        try (FakeSsh server = new FakeSsh("")) {
            server.keepOpen();
            assertThat(heard(server.port())).isFalse();
        }
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (FakeSsh server = new FakeSsh("")) {
            port = server.port();
        }

        assertThat(heard(port)).isFalse();
    }

    private static boolean heard(int port) {
        return SshGreeting.heard(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
}
