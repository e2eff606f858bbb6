package org.imagefactory.openstack;

import java.util.Map;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.openstack.GlanceFailure;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/** What the answers of a cloud's services have in common. */
final class CloudAnswer {

    private CloudAnswer() {}

    /**
     * The JSON object in an answer.
     *
     * @param failure what is said if there is none
     */
    static Map<?, ?> object(WebAnswer answer, String failure) throws CloudException {
        require(answer, failure);
        try {
            return Json.object(answer.body());
        } catch (JsonException e) {
            throw new CloudException(0, failure + ": its answer " + e.getMessage());
        }
    }

    /**
     * @param failure what is said if the answer is no success
     */
    static void require(WebAnswer answer, String failure) throws CloudException {
        if (!answer.isGood()) {
            throw new CloudException(
                    answer.status(), failure + ": " + GlanceFailure.sentence(answer));
        }
    }
}
