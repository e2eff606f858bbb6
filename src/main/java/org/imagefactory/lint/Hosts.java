package org.imagefactory.lint;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells hosts that only a build's network has from those of the internet. */
final class Hosts {

    private static final Pattern IPV4 =
            Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");

    /** RFC 6761, 6762, 8375, and what routers for homes call their network. */
    private static final List<String> PRIVATE_DOMAINS =
            List.of(
                    ".home.arpa",
                    ".internal",
                    ".intranet",
                    ".lan",
                    ".local",
                    ".localdomain",
                    ".localhost",
                    ".test");

    private Hosts() {}

    /** Whether the host, a name or an address, is unknown outside of one network. */
    static boolean isPrivate(String host) {
        String name = plain(host);
        return isPrivateAddress(name)
                || isLoopback(name)
                || (!isAddress(name) && !name.contains("."))
                || PRIVATE_DOMAINS.stream().anyMatch(name::endsWith);
    }

    /** Whether it is an address that private networks use: RFC 1918, 3927, 4193, 4291, 6598. */
    static boolean isPrivateAddress(String host) {
        String name = plain(host);
        Matcher matcher = IPV4.matcher(name);
        if (!matcher.matches()) {
            return name.matches("(?:f[cd]|fe[89a-f])[0-9a-f]{0,2}:.*");
        }
        int first = Integer.parseInt(matcher.group(1));
        int second = Integer.parseInt(matcher.group(2));
        return first == 10
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168)
                || (first == 169 && second == 254)
                || (first == 100 && second >= 64 && second < 128);
    }

    private static boolean isLoopback(String name) {
        return name.equals("::1") || name.equals("0.0.0.0") || name.matches("127\\.[0-9.]+");
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || IPV4.matcher(name).matches();
    }

    /** Without the brackets of an IPv6 address, its zone, and the dot after the last label. */
    private static String plain(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int zone = name.indexOf('%');
        if (zone >= 0) {
            name = name.substring(0, zone);
        }
        if (name.startsWith("[")) {
            name = name.substring(1);
        }
        return name.endsWith("]") || name.endsWith(".")
                ? name.substring(0, name.length() - 1)
                : name;
    }
}
