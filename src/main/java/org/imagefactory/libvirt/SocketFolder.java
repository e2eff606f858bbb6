package org.imagefactory.libvirt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.imagefactory.error.HostException;

/**
 * A private folder with a short path, for the sockets of the serial console and of the guest's
 * agent: the address of a socket has to be short, and an output folder's path may be long.
 *
 * @param folder that belongs to this build alone
 */
record SocketFolder(Path folder) {

    private static final String SOCKET = "console";
    private static final String AGENT_SOCKET = "agent";
    private static final String PORT_SOCKET = "port";

    /**
     * Makes a folder and removes those that killed builds left.
     *
     * @param parent has to exist
     * @param key the same for all builds that cannot run at the same time
     * @throws HostException the parent cannot be written to, or its path is too long
     */
    static SocketFolder create(Path parent, String key) throws HostException {
        try {
            removeLeft(parent, key);
            SocketFolder created =
                    new SocketFolder(
                            Files.createTempDirectory(
                                    parent,
                                    prefix(key),
                                    PosixFilePermissions.asFileAttribute(
                                            PosixFilePermissions.fromString("rwx------"))));
            if (created.socket().toString().getBytes(StandardCharsets.UTF_8).length
                    > ConsoleSocket.MAX_PATH) {
                created.delete();
                throw new HostException(
                        "the path of the temporary folder is too long for a socket: " + parent,
                        "set TMPDIR to a shorter path");
            }
            return created;
        } catch (IOException e) {
            throw new HostException(
                    "cannot make a folder for the console's socket in " + parent + ": " + e,
                    "set TMPDIR to a folder that can be written to",
                    e);
        }
    }

    private static String prefix(String key) {
        return "image-factory-" + key + "-";
    }

    /** Where the hypervisor shall make the socket. */
    Path socket() {
        return folder.resolve(SOCKET);
    }

    /** The same for the guest's agent. */
    Path agentSocket() {
        return folder.resolve(AGENT_SOCKET);
    }

    /** The same for the guest's port: its own, or the one for an installer's log. */
    Path portSocket() {
        return folder.resolve(PORT_SOCKET);
    }

    void delete() throws IOException {
        Files.deleteIfExists(socket());
        Files.deleteIfExists(portSocket());
        Files.deleteIfExists(agentSocket());
        Files.deleteIfExists(folder);
    }

    /**
     * Removes the folders that killed builds left. The parent may be anybody's to write to: only
     * own folders are touched, no link is followed.
     *
     * @param key the same for all builds that cannot run at the same time
     * @throws IOException a folder cannot be looked at or removed
     */
    static void removeLeft(Path parent, String key) throws IOException {
        UserPrincipal owner = Files.getOwner(Path.of("/proc/self"));
        try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, prefix(key) + "*")) {
            for (Path other : others) {
                if (Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
                        && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                    new SocketFolder(other).delete();
                }
            }
        }
    }
}
