package org.imagefactory.customisation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.guest.NewFile;
import org.imagefactory.guest.NewLink;

/**
 * What has to lie in a system so that it customises itself at its next start: it looks for the disk
 * with the script, or holds what would be on it. The script removes it.
 *
 * @param sign what a system has that it is for
 * @param files in this order
 * @param links that start one of them
 */
public record Starter(String sign, List<NewFile> files, List<NewLink> links) {

    private static final String NAME = "image-factory-customise";

    /** A unit, wanted by the usual target, when everything else has been started. */
    static final Starter SYSTEMD =
            new Starter(
                    "/etc/systemd/system",
                    List.of(
                            new NewFile("/etc", NAME, "system_u:object_r:bin_t:s0"),
                            new NewFile(
                                    "/etc/systemd/system",
                                    NAME + ".service",
                                    "system_u:object_r:systemd_unit_file_t:s0")),
                    List.of(
                            new NewLink(
                                    "/etc/systemd/system/multi-user.target.wants",
                                    NAME + ".service",
                                    "../%s.service".formatted(NAME))));

    /** A script that simpler first processes run at the end of a start. */
    static final Starter RC_LOCAL =
            new Starter(
                    "/etc/inittab",
                    List.of(new NewFile("/etc", "rc.local", "system_u:object_r:initrc_exec_t:s0")),
                    List.of());

    /** All of them; the first whose sign is there fits. */
    public static final List<Starter> ALL = List.of(SYSTEMD, RC_LOCAL);

    /** What would be on the disk; nobody but root may read it. */
    private static final NewFile CARRIED =
            new NewFile("/etc", NAME + ".data", "system_u:object_r:etc_t:s0", "0600");

    private static final String DISKS = "/dev/vd[a-z] /dev/sd[a-z] /dev/xvd[a-z]";

    private static final String UNIT =
            """
            [Unit]
            Description=Customise this system
            Wants=network-online.target
            After=network-online.target multi-user.target
            [Service]
            ExecStart=/bin/sh /etc/image-factory-customise
            """;

    private static final String STUB =
            """
            #!/bin/sh
            # Looks for the disk with what is to be done in this system, and does it.
            PATH=/usr/sbin:/usr/bin:/sbin:/bin
            export PATH
            tries=0
            while [ "$tries" -lt 60 ]; do
                # shellcheck disable=SC2043 # in a cloud it is one
                for disk in DISKS; do
                    [ -e "$disk" ] || continue
                    line=$(dd if="$disk" bs=512 count=1 2>/dev/null | tr -dc 'a-z0-9 \\n-' | head -n 1)
                    case $line in
                        'MARK NONCE '*)
                            # shellcheck disable=SC2086 # numbers
                            set -- $line
                            umask 077
                            dd if="$disk" bs=BLOCK skip="$3" 2>/dev/null |
                                head -c "$4" >/run/image-factory-customise.sh
                            exec /bin/sh /run/image-factory-customise.sh "$disk"
                            ;;
                    esac
                done
                tries=$((tries + 1))
                sleep 1
            done
            """;

    public Starter {
        files = List.copyOf(files);
        links = List.copyOf(links);
    }

    /**
     * The same where a machine can have no disk for it: what would be on it is {@link #carried}.
     */
    public Starter carrying() {
        List<NewFile> all = new ArrayList<>(files);
        all.add(CARRIED);
        return new Starter(sign, all, links);
    }

    /** Whether a file is a copy of the disk, and has no text. */
    public static boolean carried(NewFile file) {
        return file.equals(CARRIED);
    }

    /** Everything that has to be gone in the end. */
    public List<String> traces() {
        return Stream.concat(files.stream().map(NewFile::path), links.stream().map(NewLink::path))
                .toList();
    }

    /**
     * The content of one of the files.
     *
     * @param nonce tells this build's disk from any other
     */
    public String text(NewFile file, String nonce) {
        return file.name().endsWith(".service")
                ? UNIT
                : STUB.replace("MARK", PayloadDisk.MARK)
                        .replace("DISKS", files.contains(CARRIED) ? CARRIED.path() : DISKS)
                        .replace("NONCE", nonce)
                        .replace("BLOCK", String.valueOf(PayloadDisk.BLOCK));
    }
}
