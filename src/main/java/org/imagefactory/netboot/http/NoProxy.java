package org.imagefactory.netboot.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The variable {@code no_proxy}: hosts that are reached directly. Separated by commas or blanks:
 * {@code *}, a name (which covers the names below it, with or without a leading dot), an address, a
 * network like {@code 10.0.0.0/8}; a name or address may have a port.
 */
final class NoProxy {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]+]|[^:]+):(\\d{1,5})");

    private final List<String> entries;

    private NoProxy(List<String> entries) {
        this.entries = entries;
    }

    static NoProxy parse(String value) {
        return new NoProxy(
                Arrays.stream(value.split("[,\\s]+"))
                        .filter(entry -> !entry.isEmpty())
                        .map(entry -> entry.toLowerCase(Locale.ROOT))
                        .toList());
    }

    /**
     * @param host name or address; an IPv6 address with or without brackets
     */
    boolean matches(String host, int port) {
        String plain = bare(host.toLowerCase(Locale.ROOT));
        return entries.stream().anyMatch(entry -> matches(entry, plain, port));
    }

    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return inNetwork(entry, host);
        }
        var withPort = WITH_PORT.matcher(entry);
        if (withPort.matches()) {
            return Integer.parseInt(withPort.group(2)) == port
                    && covers(bare(withPort.group(1)), host);
        }
        return covers(bare(entry), host);
    }

    private static boolean covers(String entry, String host) {
        Optional<InetAddress> address = literal(entry);
        if (address.isPresent()) {
            return address.equals(literal(host));
        }
        String name = entry.startsWith(".") ? entry.substring(1) : entry;
        return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
    }

    /** Without brackets, and without the dot that ends a fully qualified name. */
    private static String bare(String host) {
        String inner =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : host;
        return inner.endsWith(".") ? inner.substring(0, inner.length() - 1) : inner;
    }

    private static boolean inNetwork(String network, String host) {
        int slash = network.indexOf('/');
        Optional<InetAddress> base = literal(bare(network.substring(0, slash)));
        Optional<InetAddress> address = literal(host);
        String prefix = network.substring(slash + 1);
        if (base.isEmpty() || address.isEmpty() || !prefix.matches("\\d{1,3}")) {
            return false;
        }
        byte[] left = base.get().getAddress();
        byte[] right = address.get().getAddress();
        int ignored = left.length * 8 - Integer.parseInt(prefix);
        return left.length == right.length
                && ignored >= 0
                && new BigInteger(1, left)
                        .shiftRight(ignored)
                        .equals(new BigInteger(1, right).shiftRight(ignored));
    }

    /** The address, if the text is one: a name is never looked up here. */
    private static Optional<InetAddress> literal(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
