package org.imagefactory.netboot.file;

import org.imagefactory.spec.Choice;
import org.imagefactory.spec.SourceUri;

/**
 * A file to fetch.
 *
 * @param role what it is for
 * @param source where it is
 */
public record RemoteFile(Role role, SourceUri source) {

    /** What identifies the file in the cache: the URI without credentials. */
    public String identity() {
        return UserInfo.removed(source.text());
    }

    /** The server that it is on: scheme, host and port, without credentials. */
    public String server() {
        return Choice.name(source.scheme()) + "://" + source.server();
    }

    /** The URI for logs and messages. */
    public String display() {
        return UserInfo.masked(source.text());
    }

    /** The name in the cache: the remote one, unless it is empty or would be a hidden file. */
    public String fileName() {
        String name = source.fileName();
        return name.isEmpty() || name.startsWith(".") ? role.key() : name;
    }

    /** "linux from http://…", for messages. */
    @Override
    public String toString() {
        return role.key() + " from " + display();
    }
}
