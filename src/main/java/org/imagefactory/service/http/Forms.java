package org.imagefactory.service.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.UrlEncoded;

/** The two kinds of forms, as names with texts; of several of one name the last one counts. */
public final class Forms {

    /** Whatever their names are. */
    private static final int MOST_FIELDS = 1000;

    private Forms() {}

    /**
     * A form like a query.
     *
     * @throws RequestException it has broken escapes, or too many fields
     */
    public static Map<String, String> urlencoded(String form) throws RequestException {
        bound(form.chars().filter(character -> character == '&').limit(MOST_FIELDS).count() + 1);
        Fields fields = new Fields(true);
        try {
            UrlEncoded.decodeUtf8To(form, fields);
        } catch (RuntimeException e) {
            throw new RequestException(
                    Fault.BAD_BODY, "The form has broken escapes, or is not UTF-8.");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Fields.Field field : fields) {
            values.put(field.getName(), field.getValues().get(field.getValues().size() - 1));
        }
        return values;
    }

    private static void bound(long fields) throws RequestException {
        if (fields > MOST_FIELDS) {
            throw new RequestException(Fault.BAD_BODY, "The form has too many fields.");
        }
    }

    /**
     * A form in parts; a file is its content.
     *
     * @param contentType with the boundary
     * @throws RequestException it is not well-formed, or not UTF-8
     */
    public static Map<String, String> multipart(String contentType, RequestBody body)
            throws RequestException, IOException {
        String boundary = MultiPart.extractBoundary(contentType);
        if (boundary == null || boundary.isEmpty()) {
            throw new RequestException(Fault.BAD_BODY, "The form's boundary is missing.");
        }
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
        parser.setUseFilesForPartsWithoutFileName(false);
        parser.setMaxParts(MOST_FIELDS);
        parser.setMaxMemoryFileSize(-1);
        parser.setMaxFileSize(-1);
        parser.setMaxLength(RequestBody.LONGEST);
        Whole whole = new Whole();
        parser.parse(Content.Source.from(ByteBuffer.wrap(body.bytes())), whole);
        try (MultiPartFormData.Parts parts = whole.parts.join()) {
            Map<String, String> values = new LinkedHashMap<>();
            for (MultiPart.Part part : parts) {
                values.put(part.getName(), text(part));
            }
            return values;
        } catch (CompletionException e) {
            throw new RequestException(Fault.BAD_BODY, "The form's parts are not well-formed.");
        }
    }

    /** Everything is there already, so this is over when the parser returns. */
    private static final class Whole implements Promise.Invocable<MultiPartFormData.Parts> {

        private final CompletableFuture<MultiPartFormData.Parts> parts = new CompletableFuture<>();

        @Override
        public void succeeded(MultiPartFormData.Parts result) {
            parts.complete(result);
        }

        @Override
        public void failed(Throwable reason) {
            parts.completeExceptionally(reason);
        }
    }

    private static String text(MultiPart.Part part) throws IOException, RequestException {
        ByteBuffer bytes =
                Content.Source.asByteBuffer(
                        part.newContentSource(ByteBufferPool.SIZED_NON_POOLING, 0, -1));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new RequestException(Fault.BAD_BODY, "The form is not UTF-8.");
        }
    }
}
