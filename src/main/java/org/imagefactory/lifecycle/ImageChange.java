package org.imagefactory.lifecycle;

import java.util.List;
import org.imagefactory.store.ImageRecord;

/**
 * An image is another than it was.
 *
 * @param record as it is now
 * @param ofStatus whether its status is another, or it is new; else activity, percentage or others
 * @param callbacks who asked to be told, by the parameters of the image and of its deletion
 */
public record ImageChange(ImageRecord record, boolean ofStatus, List<CallbackAddress> callbacks) {}
