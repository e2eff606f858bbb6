package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.json.Json;
import org.imagefactory.lifecycle.ImageRequest;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.service.http.ServiceRequest;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a body may say, and what is said of one that may not. */
class CreationTest {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ID = "7df54954-4b95-4061-85f2-8598f326107e";

    private static ImageRequest request(String contentType, String body, ImageType type)
            throws Exception {
        return request(Requests.post("/imagefactory/x", contentType, body), type, Map.of());
    }

    private static ImageRequest request(
            ServiceRequest request, ImageType type, Map<String, String> variables)
            throws Exception {
        return Creation.request(Requests.call(request, variables), type);
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    @Test
    void json() throws Exception {
        ImageRequest request =
                request(
                        "Application/JSON; charset=utf-8",
                        quoted(
                                "{'base_image': {'template': '<t>ü</t>', 'parameters': {'a': [1,"
                                        + " null]}, 'other': 1}}"),
                        ImageType.BASE);

        assertThat(request.template()).contains("<t>ü</t>");
        assertThat(Json.line(request.parameters())).isEqualTo("{\"a\":[1,null]}");
        assertThat(request.localFiles()).isFalse();
    }

    @Test
    void form() throws Exception {
        ImageRequest request =
                request(
                        FORM,
                        "target=ec2&template=%3Ct%3E%C3%BC+x%3C/t%3E&provider=ec2-us-east-1&"
                                + "credentials=c&parameters=%7B%22a%22%3A%20true%7D",
                        ImageType.PROVIDER);

        assertThat(request.target()).contains("ec2");
        assertThat(request.template()).contains("<t>ü x</t>");
        assertThat(request.provider()).contains("ec2-us-east-1");
        assertThat(request.credentials()).contains("c");
        assertThat(request.parameters()).isEqualTo(Map.of("a", true));
    }

    @Test
    void parts() throws Exception {
        String body =
                """
                --XX
                Content-Disposition: form-data; name="template"; filename="t.tdl"
                Content-Type: application/xml

                <t>ü</t>
                --XX
                Content-Disposition: form-data; name="parameters"

                {}
                --XX--
                """
                        .replace("\n", "\r\n");

        ImageRequest request = request("multipart/form-data; boundary=XX", body, ImageType.BASE);

        assertThat(request.template()).contains("<t>ü</t>");
    }

    @Test
    void xml() throws Exception {
        ImageRequest request =
                request(
                        "text/xml",
                        "<?xml version='1.0'?><target_image><target>ec2</target><template>"
                                + "&lt;t/&gt;</template><parameters><a>1</a><snapshot>true</snapshot>"
                                + "<callbacks>http://h/</callbacks></parameters></target_image>",
                        ImageType.TARGET);

        assertThat(request.target()).contains("ec2");
        assertThat(request.template()).contains("<t/>");
        assertThat(request.parameters())
                .isEqualTo(Map.of("a", "1", "snapshot", true, "callbacks", List.of("http://h/")));
    }

    @Test
    void theBodysParentCountsMoreThanThePaths() throws Exception {
        String other = "00000000-0000-4000-8000-000000000000";
        Map<String, String> path = Map.of("base_image_id", other);
        ServiceRequest with =
                Requests.post(
                        "/x",
                        JSON,
                        quoted(
                                "{'target_image': {'target': 'ec2', 'base_image_id': '"
                                        + ID
                                        + "'}}"));
        ServiceRequest without =
                Requests.post("/x", JSON, quoted("{'target_image': {'target': 'ec2'}}"));

        assertThat(request(with, ImageType.TARGET, path).parent()).isEqualTo(ImageId.parse(ID));
        assertThat(request(without, ImageType.TARGET, path).parent())
                .isEqualTo(ImageId.parse(other));
    }

    /** In the time that a few take, and not in that of their number squared. */
    @Test
    @Timeout(60)
    void formsOfManyFieldsAreRefused() {
        String form = "application/x-www-form-urlencoded";
        refused(form, "a=b&".repeat(2_000_000), ImageType.BASE, 400, "too many fields");
        refused(
                "application/xml",
                "<base_image>" + "<a/>".repeat(2_000_000) + "</base_image>",
                ImageType.BASE,
                400,
                "too many elements");
        refused(form, "template=t&" + "a=b&".repeat(1000), ImageType.BASE, 400, "too many fields");
    }

    @Test
    void nullParametersOfAFormAreNone() throws Exception {
        assertThat(
                        request(
                                        "application/x-www-form-urlencoded",
                                        "template=t&parameters=null",
                                        ImageType.BASE)
                                .parameters())
                .isEmpty();
    }

    @Test
    void fieldsOfOtherTypesAreIgnored() throws Exception {
        String fields = "'target': 3, 'provider': {}, 'credentials': [], 'other': 1";
        assertThat(
                        request(
                                        JSON,
                                        quoted("{'base_image': {'template': 't', " + fields + "}}"),
                                        ImageType.BASE)
                                .target())
                .isEmpty();
    }

    @Test
    void nullIsNothing() throws Exception {
        assertThat(
                        request(
                                        JSON,
                                        quoted(
                                                "{'base_image': {'template': 't', 'parameters':"
                                                        + " null}}"),
                                        ImageType.BASE)
                                .parameters())
                .isEmpty();
        assertThat(
                        request(
                                        JSON,
                                        quoted(
                                                "{'target_image': {'target': 'x', 'template': 't',"
                                                        + " 'base_image_id': null}}"),
                                        ImageType.TARGET)
                                .parent())
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BASE|{}|400|base_image not found in request.",
                "BASE|{'base_image': {}}|400|base_image not found in request.",
                "BASE|{'base_image': null}|400|base_image not found in request.",
                "BASE|{'base_image': ''}|400|base_image not found in request.",
                "BASE|{'base_image': []}|400|base_image not found in request.",
                "TARGET|{'base_image': {'template': 't'}}|400|target_image not found in request.",
                "BASE|{'base_image': 'x'}|400|base_image has to be an object",
                "BASE|{'base_image': {'template': 5}}|400|template has to be a text",
                "BASE|{'base_image': {'name': 'x'}}|400|template",
                "BASE|{'base_image': {'template': ''}}|400|template",
                "BASE|{'base_image': {'template': 't', 'parameters': []}}|400|parameters has to be an object",
                "BASE|{'base_image': {'template': 't', 'parameters': ''}}|400|parameters has to be an object",
                "BASE|{'base_image': {'template': 't', 'parameters': {'callbacks': 'http://x'}}}|400|callbacks has to be a list",
                "BASE|{'base_image': {'template': 't', 'parameters': {'callbacks': ['ftp://x']}}}|400|callbacks has to be a list",
                "BASE|{'base_image': {'template': 't', 'parameters': {'snapshot': 'yes'}}}|400|snapshot has to be",
                "TARGET|{'target_image': {'template': 't'}}|400|target",
                "TARGET|{'target_image': {'target': 'x'}}|400|base_image_id",
                "TARGET|{'target_image': {'target': 'x', 'template': 't', 'base_image_id': '7df54954-4b95-4061-85f2-8598f326107e'}}|400|Both template and base_image_id",
                "TARGET|{'target_image': {'target': 'x', 'template': 't', 'base_image_id': 'x'}}|400|Both template and base_image_id",
                "TARGET|{'target_image': {'target': 'x', 'base_image_id': 'nonsense'}}|404|nonsense",
                "TARGET|{'target_image': {'target': 'x', 'base_image_id': 7}}|400|base_image_id has to be a text",
                "PROVIDER|{'provider_image': {'target': 't', 'credentials': 's3cret'}}|400|Missing key/value pair: provider(None), credentials(REDACTED), target(t)",
                "PROVIDER|{'provider_image': {'provider': 'p'}}|400|Missing key/value pair: provider(p), credentials(None), target(None)",
                "PROVIDER|{'provider_image': {'provider': {}, 'target': 't', 'credentials': 'c'}}|400|provider has to be a text",
                "BASE|[]|400|has to be a JSON object",
                "BASE|{'base_image': {'template': 't'}|400|has to be a JSON object",
            })
    void whatIsWrongIsSaid(ImageType type, String body, int status, String message) {
        refused(JSON, quoted(body), type, status, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text/plain|x|415|application/json",
                "application/jsonx|{}|415|application/json",
                "|x|415|application/json",
                "``|``|400|base_image not found in request.",
                "application/json|``|400|has to be a JSON object",
                "application/x-www-form-urlencoded|``|400|base_image not found in request.",
                "application/x-www-form-urlencoded|template=%zz|400|escapes",
                "application/x-www-form-urlencoded|template=t&parameters={|400|parameters has to be a JSON object",
                "application/x-www-form-urlencoded|template=t&parameters=[]|400|parameters has to be an object",
                "application/xml|<base_image><template>t</template><parameters>{}</parameters></base_image>|400|parameters has to be an object",
                "application/xml|<base_image>x<template>t</template></base_image>|400|text between",
                "multipart/form-data|x|400|boundary",
                "multipart/form-data; boundary=y|x|400|not well-formed",
                "application/xml|<base_image/>|400|base_image not found in request.",
                "application/xml|<base_image><template>t</base_image>|400|line 1",
                "application/xml|<!DOCTYPE base_image><base_image><template>t</template></base_image>|400|document type",
                "application/xml|<!DOCTYPE x [<!ENTITY e 'x'>]><base_image><template>&e;</template></base_image>|400|document type",
                "application/xml|<base_image><template>&e;</template></base_image>|400|well-formed",
            })
    void kindsOfBodies(String contentType, String body, int status, String message) {
        refused(
                contentType == null ? "" : contentType,
                body == null ? "" : body,
                ImageType.BASE,
                status,
                message);
    }

    @Test
    void onlyUtf8() {
        byte[] latin =
                quoted("{'base_image': {'template': 'ü'}}").getBytes(StandardCharsets.ISO_8859_1);
        byte[] wide = quoted("{'base_image': {'template': 'u'}}").getBytes(StandardCharsets.UTF_16);
        for (byte[] body : List.of(latin, wide)) {
            assertThatThrownBy(
                            () ->
                                    request(
                                            Requests.post("/x", JSON, body),
                                            ImageType.BASE,
                                            Map.of()))
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("not JSON in UTF-8");
        }
    }

    private static void refused(
            String contentType, String body, ImageType type, int status, String message) {
        assertThatThrownBy(() -> request(contentType, body, type))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        e -> {
                            assertThat(e.sentence()).contains(message).doesNotContain("s3cret");
                            assertThat(e.fault().status()).isEqualTo(status);
                        });
    }
}
