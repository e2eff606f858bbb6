package org.imagefactory.tdl;

import java.text.Normalizer;
import java.util.Set;

/**
 * Reads the address of a repository. What counts as its host is what Oz takes for it: all between
 * the two slashes and the path, user and port included.
 */
final class RepositoryAddress {

    private static final Set<String> THE_GUEST_ITSELF =
            Set.of("localhost", "127.0.0.1", "localhost.localdomain");

    private RepositoryAddress() {}

    static String read(Element url) {
        String address = Blanks.strip(url.text());
        String host = host(address);
        if (THE_GUEST_ITSELF.contains(host)) {
            url.fault(
                    ("'%s' is the virtual machine itself for the system in it; name a host that it"
                                    + " can reach")
                            .formatted(host));
        } else if (host.contains("[") != host.contains("]") || isDisguised(host)) {
            url.fault("%s is no host of an address".formatted(Faults.quote(host)));
        }
        return address;
    }

    private static String host(String address) {
        String plain = address.replaceAll("[\\t\\r\\n]", "");
        int scheme = plain.indexOf(':');
        String rest =
                scheme > 0 && plain.substring(0, scheme).matches("[A-Za-z][A-Za-z0-9+.-]*")
                        ? plain.substring(scheme + 1)
                        : plain;
        return rest.startsWith("//") ? rest.substring(2).split("[/?#]", 2)[0] : "";
    }

    /** Some characters become those that end a host once a client normalises it. */
    private static boolean isDisguised(String host) {
        String shown = host.replaceAll("[@:#?]", "");
        String normal = Normalizer.normalize(shown, Normalizer.Form.NFKC);
        return !normal.equals(shown) && normal.matches("(?s).*[/?#@:].*");
    }
}
