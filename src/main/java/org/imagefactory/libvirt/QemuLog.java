package org.imagefactory.libvirt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the file that libvirt logs QEMU's command line and messages to, as libvirt's drivers page
 * has it. libvirt does not tell: a remote one, or one with a configuration of its own, may have it
 * elsewhere.
 */
final class QemuLog {

    private static final Pattern LOCAL =
            Pattern.compile("qemu(?:\\+unix)?:///(session|system)(?:\\?.*)?");

    private QemuLog() {}

    /**
     * @param connect libvirt connection URI
     * @param environment of the builder
     * @return a file that can be read
     */
    static Optional<Path> find(String connect, Map<String, String> environment, String domain) {
        Matcher matcher = LOCAL.matcher(connect);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<Path> folder =
                matcher.group(1).equals("system")
                        ? Optional.of(Path.of("/var/log/libvirt/qemu"))
                        : cache(environment).map(cache -> cache.resolve("libvirt/qemu/log"));
        return folder.map(found -> found.resolve(domain + ".log"))
                .filter(file -> Files.isRegularFile(file) && Files.isReadable(file));
    }

    private static Optional<Path> cache(Map<String, String> environment) {
        Optional<Path> chosen =
                Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                        .filter(text -> text.startsWith("/"))
                        .map(Path::of);
        return chosen.or(
                () ->
                        Optional.ofNullable(environment.get("HOME"))
                                .map(home -> Path.of(home, ".cache")));
    }
}
