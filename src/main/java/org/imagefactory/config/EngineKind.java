package org.imagefactory.config;

/** What can run an image's machines. */
public enum EngineKind {
    /** A hypervisor of this host, or of one that it reaches. */
    LIBVIRT,
    /** A cloud, in which a machine is an instance. */
    OPENSTACK
}
