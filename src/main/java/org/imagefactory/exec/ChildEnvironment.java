package org.imagefactory.exec;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Builds the environment of a command from that of the builder. */
final class ChildEnvironment {

    /**
     * What a tool needs of the user's environment: who and where the user is, the session's
     * services, proxies, ssh, and the tools' own settings. Everything else, above all the locale,
     * could change what the tool prints or does.
     */
    private static final Pattern KEPT =
            Pattern.compile(
                    "HOME|USER|LOGNAME|SHELL|TZ|TMPDIR|DBUS_SESSION_BUS_ADDRESS|GNUPGHOME|KRB5CCNAME"
                            + "|(?:XDG|SSH|SSL|LIBVIRT|VIRSH|VIRTINST|LIBGUESTFS|SUPERMIN|RSYNC)_.+"
                            + "|(?i:https?|ftp|all|no)_(?i:proxy)");

    private static final String LOCALE = "C.UTF-8";

    private ChildEnvironment() {}

    /**
     * @param base the builder's own environment
     * @param path replaces {@code PATH} for tools
     */
    static Map<String, String> build(Map<String, String> base, SearchPath path, Command command) {
        Map<String, String> built = new TreeMap<>();
        if (command.base() == Command.Base.USER) {
            built.putAll(base);
        } else {
            base.forEach((name, value) -> keep(built, name, value));
            built.put("PATH", path.toString());
            built.put("LANG", LOCALE);
            built.put("LC_ALL", LOCALE);
        }
        built.putAll(command.environment());
        return built;
    }

    private static void keep(Map<String, String> built, String name, String value) {
        if (KEPT.matcher(name).matches()) {
            built.put(name, value);
        }
    }
}
