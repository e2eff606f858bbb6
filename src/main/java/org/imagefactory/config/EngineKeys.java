package org.imagefactory.config;

import java.util.List;

/** Rows of the table of keys: what runs the machines. */
public final class EngineKeys {

    static final KeyGroup ROWS = new KeyGroup();

    static final Key<EngineKind> ENGINE =
            ROWS.image("engine", ValueType.choice(EngineKind.class))
                    .defaultText("libvirt")
                    .add(
                            "What runs the machines: **libvirt** on this host, or **openstack**: a"
                                    + " cloud in which they are instances. Who signs in there is"
                                    + " said by **openstack-cloud** or by the variables *OS_AUTH_URL*,"
                                    + " *OS_USERNAME* and so on.");

    public static final Key<Boolean> KEEP_IN_CLOUD =
            ROWS.image("keep-in-cloud", ValueType.BOOLEAN)
                    .defaultText("false")
                    .add(
                            "With **engine=openstack**: leave the finished image in the cloud, under"
                                    + " the name of its files without the last part; the boot test"
                                    + " is made with it. An earlier one of the same name is"
                                    + " replaced.");

    static final Key<String> OPENSTACK_AVAILABILITY_ZONE =
            ROWS.image("openstack-availability-zone", ValueType.TEXT)
                    .defaultNote("the cloud's choice")
                    .add("Availability zone of instances.");

    static final Key<String> OPENSTACK_CLOUD =
            ROWS.image("openstack-cloud", ValueType.TEXT)
                    .defaultNote("*OS_CLOUD*, the other *OS_* variables, or the only one")
                    .add(
                            "Cloud that runs the machines, by its name in *clouds.yaml*, which is"
                                    + " looked for in the working folder, in *~/.config/openstack*"
                                    + " and in */etc/openstack*.");

    public static final Key<String> OPENSTACK_FLAVOR =
            ROWS.image("openstack-flavor", ValueType.TEXT)
                    .defaultNote("the smallest that fits")
                    .add(
                            "Flavor of instances, by name or id. Its disk must be as large as"
                                    + " **image-size** says, or of no size.");

    public static final Key<String> OPENSTACK_FLOATING_NETWORK =
            ROWS.image("openstack-floating-network", ValueType.TEXT)
                    .defaultNote("none")
                    .add(
                            "Network that each instance gets a floating address of while it is"
                                    + " there, by name or id; **any** for the only one. For clouds"
                                    + " in which no mirror is reached without.");

    static final Key<String> OPENSTACK_NETWORK =
            ROWS.image("openstack-network", ValueType.TEXT)
                    .defaultNote("the only one")
                    .add("Network of instances, by name or id.");

    static final Key<List<String>> OPENSTACK_SECURITY_GROUPS =
            ROWS.image("openstack-security-groups", ValueType.NAMES)
                    .defaultNote("the project's default")
                    .add("Security groups of instances, with commas between them.");

    static final Key<String> OPENSTACK_SERVER_GROUP =
            ROWS.image("openstack-server-group", ValueType.TEXT)
                    .defaultNote("none")
                    .add(
                            "Server group of instances, by name or id: says whether they share"
                                    + " hosts.");

    private EngineKeys() {}

    static EngineValues values(SectionReader section) {
        return new EngineValues(
                section.get(ENGINE),
                section.optional(Keys.VNC),
                section.get(Keys.VIRT_TYPE),
                section.get(Keys.CONNECT),
                section.optional(Keys.OSINFO),
                new EngineValues.OpenStack(
                        section.optional(OPENSTACK_CLOUD),
                        section.optional(OPENSTACK_FLAVOR),
                        section.optional(OPENSTACK_NETWORK),
                        section.optional(OPENSTACK_AVAILABILITY_ZONE),
                        section.optional(OPENSTACK_SECURITY_GROUPS).orElse(List.of()),
                        section.optional(OPENSTACK_FLOATING_NETWORK),
                        section.optional(OPENSTACK_SERVER_GROUP),
                        section.get(KEEP_IN_CLOUD)));
    }
}
