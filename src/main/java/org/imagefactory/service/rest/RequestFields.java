package org.imagefactory.service.rest;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.Forms;
import org.imagefactory.service.http.RequestBody;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.service.http.ServiceRequest;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a request says, whatever its content type: names and JSON values.
 *
 * @param values nulls are fields without a value
 */
record RequestFields(Map<String, @Nullable Object> values) {

    private static final String PARAMETERS = "parameters";

    /** Nothing said. */
    static final RequestFields NONE = new RequestFields(Map.of());

    RequestFields {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * The fields in the wrapper of an image's type; of a form, which has none, all of them.
     *
     * @throws RequestException the body is broken, of another content type or without the wrapper
     */
    static RequestFields wrapped(ServiceRequest request, ImageType type)
            throws RequestException, IOException {
        RequestFields whole = read(request, Optional.of(type));
        Object inner = whole.values.get(type.word());
        if (isForm(contentType(request))) {
            if (whole.values.isEmpty()) {
                throw withoutWrapper(type);
            }
            return whole;
        }
        if (inner == null || List.of(Map.of(), List.of(), "").contains(inner)) {
            throw withoutWrapper(type);
        }
        return new RequestFields(object(inner, type.word()));
    }

    private static RequestException withoutWrapper(ImageType type) {
        return new RequestException(Fault.MISSING_FIELD, type.word() + " not found in request.");
    }

    /** The fields, in a wrapper or not; none without a body. */
    static RequestFields flat(ServiceRequest request, ImageType type)
            throws RequestException, IOException {
        if (request.body().length() == 0) {
            return NONE;
        }
        RequestFields whole = read(request, Optional.of(type));
        Object inner = whole.values.get(type.word());
        return inner == null || isForm(contentType(request))
                ? whole
                : new RequestFields(object(inner, type.word()));
    }

    private static RequestFields read(ServiceRequest request, Optional<ImageType> type)
            throws RequestException, IOException {
        String contentType = contentType(request);
        if (contentType.equals("application/json")) {
            return new RequestFields(json(request.body()));
        }
        if (isForm(contentType)) {
            return ofForm(
                    contentType.startsWith("multipart/")
                            ? Forms.multipart(
                                    request.header("Content-Type").orElse(""), request.body())
                            : Forms.urlencoded(text(request.body().bytes())));
        }
        if (contentType.equals("application/xml") || contentType.equals("text/xml")) {
            return new RequestFields(XmlFields.read(request.body().bytes()));
        }
        if (contentType.isEmpty() && request.body().length() == 0 && type.isPresent()) {
            throw withoutWrapper(type.get());
        }
        throw new RequestException(
                Fault.CONTENT_TYPE,
                "A body has to be application/json, application/x-www-form-urlencoded,"
                        + " multipart/form-data or application/xml.");
    }

    private static String contentType(ServiceRequest request) {
        return request.header("Content-Type")
                .orElse("")
                .replaceFirst(";.*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isForm(String contentType) {
        return contentType.equals("application/x-www-form-urlencoded")
                || contentType.equals("multipart/form-data");
    }

    private static RequestFields ofForm(Map<String, String> form) throws RequestException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(form);
        String parameters = form.get(PARAMETERS);
        if (parameters != null) {
            values.put(PARAMETERS, parameters.isBlank() ? null : value(parameters));
        }
        return new RequestFields(values);
    }

    /** What it has to be is looked at where it is used. */
    private static @Nullable Object value(String parameters) throws RequestException {
        try {
            return Json.value(parameters);
        } catch (JsonException e) {
            throw new RequestException(
                    Fault.WRONG_FIELD,
                    "parameters has to be a JSON object; it " + e.getMessage() + ".");
        }
    }

    private static String text(byte[] bytes) throws RequestException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new RequestException(Fault.BAD_BODY, "The body is not UTF-8.");
        }
    }

    private static Map<String, @Nullable Object> json(RequestBody body)
            throws RequestException, IOException {
        try (Reader reader = body.reader()) {
            return Json.object(reader);
        } catch (JsonException e) {
            throw new RequestException(
                    Fault.BAD_BODY, "The body has to be a JSON object; it " + e.getMessage() + ".");
        }
    }

    /** A text; empty if it is missing, null or empty. */
    Optional<String> text(String name) throws RequestException {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
        throw new RequestException(Fault.WRONG_FIELD, name + " has to be a text.");
    }

    /** The parameters; none if they are missing or null. */
    Map<String, @Nullable Object> parameters() throws RequestException {
        Object value = values.get(PARAMETERS);
        return value == null ? Map.of() : object(value, PARAMETERS);
    }

    private static Map<String, @Nullable Object> object(Object value, String name)
            throws RequestException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new RequestException(Fault.WRONG_FIELD, name + " has to be an object.");
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((key, inner) -> object.put(String.valueOf(key), inner));
        return object;
    }

    /** Without what may be a secret. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
