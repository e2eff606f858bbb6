package org.imagefactory.clouds;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.imagefactory.json.Json;

/**
 * What Google's login, storage and Compute Engine do with the requests that a push makes, by their
 * published descriptions: what is not in those is refused.
 */
final class GoogleServer extends Dispatcher {

    static final String EMAIL = "builder@the-project.iam.gserviceaccount.com";

    private static final String UPLOAD =
            "POST /upload/storage/v1/b/the-bucket/o?uploadType=resumable&ifGenerationMatch=0";
    private static final String OBJECTS = "/storage/v1/b/the-bucket/o/";
    private static final String PROJECT = "/compute/v1/projects/the-project";
    private static final int GRAIN = 256 << 10;

    /** The properties of the schema Image that may be written, of those that disks have. */
    private static final Set<String> IMAGE =
            Set.of(
                    "architecture",
                    "description",
                    "diskSizeGb",
                    "family",
                    "guestOsFeatures",
                    "labels",
                    "licenses",
                    "name",
                    "rawDisk",
                    "storageLocations");

    /** Those of the schema Object, of those that archives have. */
    private static final Set<String> OBJECT =
            Set.of("cacheControl", "contentType", "metadata", "name", "storageClass");

    private static final Set<String> FEATURES =
            Set.of("GVNIC", "UEFI_COMPATIBLE", "VIRTIO_SCSI_MULTIQUEUE", "SEV_CAPABLE", "IDPF");

    final List<String> faults = new ArrayList<>();
    final Map<String, byte[]> objects = new TreeMap<>();
    final Map<String, byte[]> images = new TreeMap<>();
    final Map<String, Object> labels = new HashMap<>();
    private final Set<String> requests = new HashSet<>();
    String base = "";
    final Map<String, Object> metadata = new HashMap<>();
    boolean breakOnce;
    boolean refusesUploads;

    /** Somebody makes one of the same name meanwhile. */
    boolean objectAppears;

    boolean tokenEnds;
    boolean wrongChecksum;
    boolean operationFails;

    private final PublicKey key;
    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    private String uploading = "";
    private int looks;

    GoogleServer(PublicKey key) {
        this.key = key;
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
        try {
            String target = request.getTarget();
            String what = request.getMethod() + " " + target;
            if (what.equals("POST /token")) {
                return token(request);
            }
            if (target.startsWith("/session/")) {
                return part(request);
            }
            if (tokenEnds && what.startsWith("POST /compute")) {
                tokenEnds = false;
                return error(401, "Invalid Credentials");
            }
            if (!"Bearer the-token".equals(request.getHeaders().get("Authorization"))) {
                return fault("no token: " + what);
            }
            if (what.equals(UPLOAD)) {
                Map<String, ?> object = json(request);
                if (!OBJECT.containsAll(object.keySet())) {
                    return fault("object " + object);
                }
                if (objects.containsKey(String.valueOf(object.get("name")))) {
                    return error(412, "At least one of the pre-conditions did not hold.");
                }
                if (refusesUploads) {
                    return error(403, "quota");
                }
                uploading = String.valueOf(object.get("name"));
                metadata.put(uploading, object.get("metadata"));
                arrived.reset();
                return new MockResponse.Builder()
                        .code(200)
                        .addHeader("Location", base + "/session/1?upload_id=x")
                        .build();
            }
            if (target.startsWith(OBJECTS)) {
                if (what.startsWith("GET ")) {
                    return object(target.substring(OBJECTS.length()));
                }
                boolean there = objects.remove(target.substring(OBJECTS.length())) != null;
                return there ? answer(204, "") : error(404, "No such object");
            }
            if (target.startsWith("/storage/v1/b/the-bucket/iam/testPermissions?permissions=")) {
                return answer(200, "{\"permissions\": [\"storage.objects.create\"]}");
            }
            return target.startsWith(PROJECT)
                    ? compute(what.replace(PROJECT, ""), request)
                    : fault("nobody asks so: " + what);
        } catch (Exception e) {
            return fault(e.toString());
        }
    }

    private MockResponse object(String name) {
        return objects.containsKey(name)
                ? answer(200, Json.line(Map.of("metadata", metadata.getOrDefault(name, Map.of()))))
                : error(404, "No such object");
    }

    private MockResponse token(RecordedRequest request) throws Exception {
        Map<String, String> form = new HashMap<>();
        for (String each : request.getBody().utf8().split("&", -1)) {
            String[] pair = each.split("=", 2);
            form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        String[] jwt = String.valueOf(form.get("assertion")).split("\\.", -1);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        if (!signature.verify(Base64.getUrlDecoder().decode(jwt[2]))) {
            return answer(
                    400,
                    "{\"error\": \"invalid_grant\","
                            + " \"error_description\": \"Invalid JWT Signature.\"}");
        }
        Map<String, ?> head = decoded(jwt[0]);
        Map<String, ?> claims = decoded(jwt[1]);
        long lives = number(claims, "exp") - number(claims, "iat");
        boolean good =
                "urn:ietf:params:oauth:grant-type:jwt-bearer".equals(form.get("grant_type"))
                        && "RS256".equals(head.get("alg"))
                        && "7".equals(head.get("kid"))
                        && EMAIL.equals(claims.get("iss"))
                        && (base + "/token").equals(claims.get("aud"))
                        && lives <= 3600
                        && String.valueOf(claims.get("scope")).contains("cloud-platform");
        return good ? answer(200, "{\"access_token\": \"the-token\"}") : fault("claim " + claims);
    }

    private MockResponse part(RecordedRequest request) {
        byte[] body = request.getBody() == null ? new byte[0] : request.getBody().toByteArray();
        String range = String.valueOf(request.getHeaders().get("Content-Range"));
        if (range.startsWith("bytes */")) {
            return resume();
        }
        String[] numbers = range.replace("bytes ", "").split("[-/]", -1);
        long from = Long.parseLong(numbers[0]);
        long to = Long.parseLong(numbers[1]);
        long all = Long.parseLong(numbers[2]);
        if (from != arrived.size() || to - from + 1 != body.length) {
            return fault("part " + range + " with " + body.length + " after " + arrived.size());
        }
        if (to + 1 < all && body.length % GRAIN != 0) {
            return fault("a part in between has " + body.length);
        }
        if (breakOnce) {
            breakOnce = false;
            arrived.write(body, 0, 5 * GRAIN);
            return error(503, "Backend Error");
        }
        arrived.writeBytes(body);
        if (to + 1 < all) {
            return resume();
        }
        if (objectAppears) {
            objects.put(uploading, new byte[1]);
            metadata.remove(uploading);
            return error(412, "At least one of the pre-conditions did not hold.");
        }
        objects.put(uploading, arrived.toByteArray());
        CRC32C sum = new CRC32C();
        sum.update(arrived.toByteArray());
        int value = (int) sum.getValue() + (wrongChecksum ? 1 : 0);
        String text =
                Base64.getEncoder().encodeToString(ByteBuffer.allocate(4).putInt(value).array());
        return answer(200, Json.line(Map.of("name", uploading, "crc32c", text)));
    }

    private MockResponse resume() {
        MockResponse.Builder answer = new MockResponse.Builder().code(308);
        if (arrived.size() > 0) {
            answer.addHeader("Range", "bytes=0-" + (arrived.size() - 1));
        }
        return answer.build();
    }

    private MockResponse compute(String what, RecordedRequest request) throws Exception {
        if (what.equals("GET ")) {
            return answer(
                    200,
                    "{\"quotas\": [{\"metric\": \"IMAGES\", \"limit\": 2000.0, \"usage\":"
                            + " 2000.0}]}");
        }
        if (what.startsWith("POST /global/images?requestId=")) {
            // one that was done is not done again
            return requests.add(what)
                    ? insert(json(request))
                    : answer(200, "{\"name\": \"operation-1\", \"status\": \"DONE\"}");
        }
        if (what.startsWith("DELETE /global/images/")) {
            String name = what.replace("DELETE /global/images/", "");
            return images.remove(name) == null
                    ? error(404, "not found")
                    : answer(200, "{\"name\": \"operation-2\", \"status\": \"DONE\"}");
        }
        if (what.startsWith("GET /global/images/")) {
            String name = what.replace("GET /global/images/", "");
            return images.containsKey(name)
                    ? answer(200, Json.line(Map.of("name", name, "labels", labels)))
                    : error(404, "not found");
        }
        if (what.equals("GET /global/operations/operation-1")) {
            looks++;
            if (operationFails) {
                images.clear();
                return answer(
                        200,
                        "{\"name\": \"operation-1\", \"status\": \"DONE\", \"error\": {\"errors\":"
                                + " [{\"message\": \"The tar archive is not a valid image.\"}]}}");
            }
            return answer(
                    200,
                    "{\"name\": \"operation-1\", \"status\": \"%s\"}"
                            .formatted(looks > 0 ? "DONE" : "RUNNING"));
        }
        return fault("nobody asks so: " + what);
    }

    private MockResponse insert(Map<String, ?> image) {
        String name = String.valueOf(image.get("name"));
        Object source = ((Map<?, ?>) image.get("rawDisk")).get("source");
        String object =
                String.valueOf(source).replace("https://storage.googleapis.com/the-bucket/", "");
        boolean known =
                IMAGE.containsAll(image.keySet())
                        && name.matches("[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?")
                        && objects.containsKey(object)
                        && Arrays.asList("X86_64", "ARM64").contains(image.get("architecture"));
        for (Object feature : (List<?>) image.get("guestOsFeatures")) {
            known &= FEATURES.contains(((Map<?, ?>) feature).get("type"));
        }
        if (!known) {
            return fault("image " + image);
        }
        if (images.containsKey(name)) {
            return error(409, "The resource '" + name + "' already exists");
        }
        labels.clear();
        ((Map<?, ?>) image.get("labels")).forEach((k, v) -> labels.put(String.valueOf(k), v));
        images.put(name, objects.get(object));
        return answer(200, "{\"name\": \"operation-1\", \"status\": \"RUNNING\"}");
    }

    private static long number(Map<String, ?> json, String name) {
        return ((Number) json.get(name)).longValue();
    }

    private static Map<String, ?> decoded(String part) throws Exception {
        return Json.object(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static Map<String, ?> json(RecordedRequest request) throws Exception {
        return Json.object(request.getBody().utf8());
    }

    private MockResponse fault(String what) {
        faults.add(what);
        return error(400, what);
    }

    private static MockResponse error(int status, String message) {
        return answer(status, Json.line(Map.of("error", Map.of("message", message))));
    }

    private static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }
}
