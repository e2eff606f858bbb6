package org.imagefactory.store;

/** Where an image is in its life. */
public enum ImageStatus {
    /** The record exists, nothing has begun. */
    NEW(false),
    /** It waits for its parent image or for a free place. */
    PENDING(false),
    BUILDING(false),
    COMPLETE(true),
    FAILED(true),
    DELETING(false),
    DELETED(true),
    DELETEFAILED(true);

    private final boolean last;

    ImageStatus(boolean last) {
        this.last = last;
    }

    /** Whether nobody works on the image any more. */
    public boolean isFinal() {
        return last;
    }
}
