package org.imagefactory.guest;

import java.util.List;
import java.util.stream.Stream;

/** What a system that has been started leaves of one machine, and what no image may have. */
public final class MachineTraces {

    /** Of DHCP clients: leases and identities. */
    public static final List<String> LEASES =
            List.of(
                    "/etc/dhcpcd.duid",
                    "/var/lib/NetworkManager/*.lease",
                    "/var/lib/NetworkManager/secret_key",
                    "/var/lib/dhclient/*.lease*",
                    "/var/lib/dhcp/*.lease*",
                    "/var/lib/dhcpcd/*.lease*",
                    "/var/lib/dhcpcd/duid",
                    "/var/lib/dhcpcd/secret",
                    "/var/lib/dhcpcd5/*.lease*",
                    "/var/lib/wicked/*.xml");

    /** Of the random number generator, and systemd's own secret. */
    public static final List<String> SEEDS =
            List.of(
                    "/boot/loader/random-seed",
                    "/var/lib/random-seed",
                    "/var/lib/systemd/credential.secret",
                    "/var/lib/systemd/random-seed",
                    "/var/lib/urandom/random-seed");

    /** Of OpenSSH and dropbear. */
    public static final List<String> HOST_KEYS =
            List.of(
                    "/etc/dropbear/dropbear_*_host_key",
                    "/etc/dropbear-initramfs/dropbear_*_host_key",
                    "/etc/ssh/ssh_host_*key",
                    "/etc/ssh/ssh_host_*key.pub");

    /** What is written until a machine is off: journals, logs, and what cloud-init knows. */
    private static final List<String> RECORDS =
            List.of(
                    "/var/lib/cloud/data",
                    "/var/lib/cloud/instance",
                    "/var/lib/cloud/instances",
                    "/var/lib/cloud/sem",
                    "/var/log/auth.log",
                    "/var/log/boot.log",
                    "/var/log/cloud-init*.log",
                    "/var/log/cron",
                    "/var/log/daemon.log",
                    "/var/log/debug",
                    "/var/log/journal/*",
                    "/var/log/kern.log",
                    "/var/log/messages",
                    "/var/log/secure",
                    "/var/log/syslog",
                    "/var/log/user.log");

    /** What is removed from the disk of a system that has been started. */
    public static final List<String> REMOVED =
            Stream.of(LEASES, SEEDS, HOST_KEYS, RECORDS).flatMap(List::stream).toList();

    private MachineTraces() {}
}
