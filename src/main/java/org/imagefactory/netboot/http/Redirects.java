package org.imagefactory.netboot.http;

import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.FetchException.Kind;
import org.imagefactory.netboot.file.UserInfo;

/** Where a redirecting answer leads (RFC 9110 §15.4). */
final class Redirects {

    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private Redirects() {}

    static boolean isRedirect(Response response) {
        return STATUSES.contains(response.code()) && response.header("Location") != null;
    }

    /**
     * @throws FetchException the target is no http or https URL, or the way leads from https to
     *     http, where anybody could change the file
     */
    static HttpUrl target(HttpUrl from, String location) throws FetchException {
        HttpUrl target = from.resolve(location);
        if (target == null) {
            throw new FetchException(
                    Kind.FINAL,
                    "the server redirects to '%s', which is no http or https URL"
                            .formatted(ServerText.of(UserInfo.masked(location))),
                    "use another mirror");
        }
        if (from.isHttps() && !target.isHttps()) {
            throw new FetchException(
                    Kind.FINAL,
                    "the server redirects from https to "
                            + ServerText.of(UserInfo.masked(target.toString())),
                    "use another mirror, or an http URL if the way need not be secure");
        }
        return target;
    }

    /** Whether credentials for one URL may be sent to the other. */
    static boolean sameOrigin(HttpUrl one, HttpUrl other) {
        return one.scheme().equals(other.scheme())
                && one.host().equals(other.host())
                && one.port() == other.port();
    }
}
