package org.imagefactory.service.rest;

import java.io.IOException;
import java.util.Map;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.lifecycle.DeletionRequest;
import org.imagefactory.lifecycle.MissingCredentialsException;
import org.imagefactory.lifecycle.NoSuchImageException;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/** DELETE of an image, which cancels its build. */
final class Deletion {

    private final TemplateFactory factory;
    private final Images images;

    Deletion(TemplateFactory factory, Images images) {
        this.factory = factory;
        this.images = images;
    }

    /** Nothing; the work goes on in the background. */
    Answer delete(Call call, ImageType type)
            throws RequestException, BuildException, IOException, InterruptedException {
        ImageRecord record = images.require(call, type);
        RequestFields fields = RequestFields.flat(call.request(), type);
        Map<String, @Nullable Object> parameters = fields.parameters();
        Creation.check(parameters);
        DeletionRequest request =
                new DeletionRequest(
                        fields.text("provider"),
                        fields.text("credentials"),
                        fields.text("target"),
                        parameters);
        try {
            factory.delete(record.id(), request);
        } catch (MissingCredentialsException e) {
            throw new RequestException(Fault.MISSING_FIELD, "Missing required values: credentials");
        } catch (NoSuchImageException e) {
            throw new RequestException(
                    Fault.NOT_FOUND, PrintableText.of("No image found with id: " + record.id()));
        }
        return Answer.empty(204);
    }
}
