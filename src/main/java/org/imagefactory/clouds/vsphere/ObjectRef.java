package org.imagefactory.clouds.vsphere;

/**
 * What vSphere calls one of its objects.
 *
 * @param type like {@code VirtualMachine}
 * @param value like {@code vm-42}
 */
record ObjectRef(String type, String value) {

    /** As a parameter of a call. */
    String xml(String element) {
        return "<%s type=\"%s\">%s</%s>"
                .formatted(element, SoapXml.text(type), SoapXml.text(value), element);
    }
}
