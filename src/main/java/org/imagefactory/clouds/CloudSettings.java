package org.imagefactory.clouds;

/**
 * What the configuration says about clouds; a parameter of an image with the key's name wins.
 *
 * @param openstackFormat {@code openstack_image_format}: qcow2 or raw
 * @param rhevmFormat {@code rhevm_image_format}: qcow2 or raw
 * @param ec2Format {@code ec2_image_format}: raw or vmdk
 */
public record CloudSettings(String openstackFormat, String rhevmFormat, String ec2Format) {

    /** What holds where nothing is configured. */
    public static final CloudSettings DEFAULT = new CloudSettings("qcow2", "qcow2", "raw");
}
