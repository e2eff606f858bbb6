package org.imagefactory.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class JsonSchemasTest {

    private static final String SCHEMA = "sample.schema.json";

    private static JsonNode json(String text) throws Exception {
        return new JsonMapper().readTree(text);
    }

    @Test
    void findsNothingInAGoodDocument() throws Exception {
        assertThat(JsonSchemas.check(SCHEMA, json("{\"version\": 1, \"names\": [\"a\"]}")))
                .isEmpty();
    }

    @Test
    void tellsWhatIsWrongAndWhere() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMAN);
        try {
            assertThat(
                            JsonSchemas.check(
                                    SCHEMA,
                                    json("{\"end\": \"halt\", \"names\": [\"a\", 7], \"x\": 1}"),
                                    path -> path.equals(List.of("names", "1")) ? 3 : 0))
                    .containsExactly(
                            Complaint.error(
                                    0,
                                    "end: does not have a value in the enumeration"
                                            + " [\"reboot\", \"poweroff\"]"),
                            Complaint.error(0, "required property 'version' not found"),
                            Complaint.error(0, "x: is not known here"),
                            Complaint.error(3, "names.1: integer found, string expected"));
        } finally {
            Locale.setDefault(before);
        }
    }
}
