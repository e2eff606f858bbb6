package org.imagefactory.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Targets that old programs knew, and that nothing is left of. */
public enum RetiredCloud {
    RACKSPACE(
            "the cloud of Rackspace took images from snapshots of its own servers only, and is"
                    + " closed to new customers: make 'openstack-kvm' for a private cloud of"
                    + " Rackspace or any other OpenStack"),
    ATLAS(
            "HashiCorp's Atlas, which kept Vagrant boxes, was switched off in 2018: make"
                    + " 'vagrant-libvirt' or 'vagrant-virtualbox' and serve the box from a web"
                    + " server or a registry of boxes"),
    INDIRECTION(
            "an image that made another one inside of a utility machine was a way round missing"
                    + " tools, and ended with the programs of the Aeolus project: every target of"
                    + " today is made on this host, for example 'docker' or 'ova'"),
    EC2_PARAVIRTUAL(
            "paravirtual machines ended in EC2 with the classic network in 2022: make 'ec2', whose"
                    + " images are for hardware virtual machines"),
    EC2_S3(
            "images that EC2 loads in bundles from S3 cannot be registered any more, and only"
                    + " instances of long ago start from them: make 'ec2', whose images are"
                    + " snapshots");

    private final String what;

    RetiredCloud(String what) {
        this.what = what;
    }

    /** The target of that name, in any case and with any mark between its words. */
    public static Optional<RetiredCloud> of(String target) {
        String name = target.strip().toLowerCase(Locale.ROOT).replaceAll("[ _]", "-");
        return Arrays.stream(values()).filter(cloud -> Choice.name(cloud).equals(name)).findFirst();
    }

    /** What it was, when it ended, and what to use. */
    public String sentence() {
        return "target '%s' is not made any more: %s".formatted(Choice.name(this), what);
    }
}
