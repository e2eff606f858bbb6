package org.imagefactory.spec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How finished images get to a place; the word is that of the configuration. */
public enum UploadType {
    /** All that is published, by rsync. */
    RSYNC(null),
    /** All that is published, into a bucket. */
    S3(null),
    /** An image in Glance; of the form for it, or else of the image itself. */
    OPENSTACK(null),
    EC2(CloudForm.EC2),
    VSPHERE(CloudForm.VSPHERE),
    REGISTRY(CloudForm.DOCKER),
    AZURE(CloudForm.AZURE),
    GCE(CloudForm.GCE);

    private final @Nullable CloudForm form;

    UploadType(@Nullable CloudForm form) {
        this.form = form;
    }

    /** The form that is uploaded, without which there is nothing to upload. */
    public Optional<CloudForm> form() {
        return Optional.ofNullable(form);
    }
}
