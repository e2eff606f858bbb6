package org.imagefactory.clouds.openstack;

import java.io.IOException;
import java.util.Map;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.plugin.CheckJob;
import org.imagefactory.plugin.CheckJob.Result;

/** Tries an OpenStack whose Keystone has let the user in; makes nothing. */
final class OpenStackCheck {

    private OpenStackCheck() {}

    static void run(CheckJob job, OpenStackSession session, OpenStackProvider provider)
            throws UploadException, IOException, InterruptedException {
        job.tell("login", Result.OK, "signed in to the project " + session.project());
        String images = session.images(provider);
        job.tell("region", Result.OK, "the service for images is at " + images);
        WebAnswer list = session.ask(WebRequest.of("GET", images + "/v2/images?limit=1"));
        if (!list.isGood()) {
            throw new UploadException(
                    "OpenStack does not list images: " + GlanceFailure.sentence(list), "");
        }
        job.tell(
                "rights",
                Result.UNKNOWN,
                "images can be listed; whether they can be made shows only when one is (roles: %s)"
                        .formatted(String.join(", ", session.roles())));
        quota(job, session.ask(WebRequest.of("GET", images + "/v2/info/usage")));
    }

    /** Services before Yoga have no answer to this, and those without quotas an empty one. */
    private static void quota(CheckJob job, WebAnswer answer) {
        boolean any = false;
        if (answer.isGood() && usage(answer.body()) instanceof Map<?, ?> usage) {
            for (Map.Entry<?, ?> each : usage.entrySet()) {
                any |= tell(job, String.valueOf(each.getKey()), each.getValue());
            }
        }
        if (!any) {
            job.tell("quota", Result.UNKNOWN, "the service for images does not tell one");
        }
    }

    private static boolean tell(CheckJob job, String name, Object values) {
        if (values instanceof Map<?, ?> map
                && map.get("limit") instanceof Number limit
                && map.get("usage") instanceof Number usage) {
            boolean full = limit.longValue() >= 0 && usage.longValue() >= limit.longValue();
            job.tell(
                    "quota",
                    full ? Result.FAILED : Result.OK,
                    "%s: %s of %s are used"
                            .formatted(name, usage, limit.longValue() < 0 ? "any" : limit));
            return true;
        }
        return false;
    }

    private static Object usage(String body) {
        try {
            Object usage = Json.object(body).get("usage");
            return usage == null ? "" : usage;
        } catch (JsonException e) {
            return "";
        }
    }
}
