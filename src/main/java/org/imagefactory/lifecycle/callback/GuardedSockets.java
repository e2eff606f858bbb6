package org.imagefactory.lifecycle.callback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import org.imagefactory.http.LimitedSocket;
import org.imagefactory.http.UnconnectedSockets;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that connect to no address behind which clouds keep credentials for their machines, nor
 * to others that mean only the own link. The address itself is looked at when the connection is
 * made, so that no name and no second answer of a name server leads around it.
 */
final class GuardedSockets extends UnconnectedSockets {

    /** Metadata services that have no link-local address: Alibaba, Azure, Oracle, AWS, Google. */
    private static final List<byte[]> METADATA =
            List.of(
                    new byte[] {100, 100, 100, (byte) 200},
                    new byte[] {(byte) 168, 63, (byte) 129, 16},
                    new byte[] {(byte) 192, 0, 0, (byte) 192},
                    bytes("fd00:ec2::254"),
                    bytes("fd20:ce::254"));

    /** Behind these an address of IPv4 follows: compatible, NAT64, 6to4. */
    private static final List<byte[]> WRAPPERS =
            List.of(new byte[12], Arrays.copyOf(bytes("64:ff9b::"), 12), new byte[] {0x20, 0x02});

    /** The address is refused for what it is; no other try will help. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(InetAddress address) {
            super(
                    "%s is an address of the own link or of a metadata service; the setting"
                                    .formatted(address.getHostAddress())
                            + " callback_link_local permits it");
        }
    }

    static boolean isRefused(InetAddress address) {
        if (address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        return METADATA.stream().anyMatch(each -> Arrays.equals(each, bytes)) || wraps(bytes);
    }

    private static boolean wraps(byte[] bytes) {
        for (byte[] wrapper : WRAPPERS) {
            int end = wrapper.length;
            if (bytes.length == 16 && Arrays.equals(Arrays.copyOf(bytes, end), wrapper)) {
                InetAddress inner = address(Arrays.copyOfRange(bytes, end, end + 4));
                return !address(bytes).isLoopbackAddress() && isRefused(inner);
            }
        }
        return false;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e); // the length is right
        }
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (IOException e) {
            throw new IllegalStateException(e); // it is a literal
        }
    }

    @Override
    public Socket createSocket() {
        return new LimitedSocket() {
            @Override
            public void connect(@Nullable SocketAddress end, int timeout) throws IOException {
                if (end instanceof InetSocketAddress place && isRefused(place.getAddress())) {
                    throw new RefusedException(place.getAddress());
                }
                super.connect(end, timeout);
            }
        };
    }
}
