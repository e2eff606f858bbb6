package org.imagefactory.machine;

import java.util.Optional;
import org.imagefactory.spec.AnswerFile;

/**
 * How an installer tells its own log to the outside while it runs. The log on the disk is written
 * at the end of an installation, so of one that fails there is often none but this.
 */
public sealed interface InstallerLog {

    /**
     * As syslog messages over UDP, to an address that the kernel's arguments name.
     *
     * @param hostArgument takes the host's address, as the guest sees it
     * @param portArgument takes the port
     */
    record Syslog(String hostArgument, String portArgument) implements InstallerLog {

        /** The arguments, to stand before all others. */
        public String arguments(String host, String port) {
            return "%s=%s %s=%s".formatted(hostArgument, host, portArgument, port);
        }
    }

    /**
     * As lines, to a port of the machine.
     *
     * @param name that the guest finds it by
     */
    record Port(String name) implements InstallerLog {}

    /** For answer files that have to say it themselves: {@code /dev/virtio-ports/} and this. */
    Port OWN = new Port("org.imagefactory.log.0");

    /**
     * The way of a kind of installers. debian-installer's syslogd takes {@code log_host}, see
     * /lib/debian-installer-startup.d; anaconda writes to a port of this name if there is one, see
     * {@code inst.virtiolog}.
     */
    static InstallerLog of(AnswerFile.Kind kind) {
        return switch (kind) {
            case PRESEED -> new Syslog("log_host", "log_port");
            case KICKSTART -> new Port("org.fedoraproject.anaconda.log.0");
            case AUTOYAST, AUTOINSTALL, AGAMA -> OWN;
        };
    }

    /** The same; an installer without answers is watched by whoever answers it. */
    static Optional<InstallerLog> of(Optional<AnswerFile> answers) {
        return answers.map(AnswerFile::kind).map(InstallerLog::of);
    }
}
