package org.imagefactory.libvirt;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.MissingProgramException;
import org.imagefactory.machine.MachineException;
import org.imagefactory.machine.RunningMachine;

/** virt-install at work, the console of its machine and, if it has one, its port. */
final class DomainRun implements RunningMachine {

    private static final int DRAIN_MILLISECONDS = 5_000;

    /** The console's comes first. */
    private final List<ConsoleSocket> sockets;

    private final Optional<SyslogSocket> syslog;
    private final VirtInstallProcess process;

    private DomainRun(
            List<ConsoleSocket> sockets,
            Optional<SyslogSocket> syslog,
            VirtInstallProcess process) {
        this.sockets = List.copyOf(sockets);
        this.syslog = syslog;
        this.process = process;
    }

    /** Listens first: what a guest says before somebody listens is lost. */
    static DomainRun begin(
            List<ConsoleSocket> sockets,
            Optional<SyslogSocket> syslog,
            VirtInstallProcess process) {
        sockets.forEach(ConsoleSocket::start);
        process.start();
        return new DomainRun(sockets, syslog, process);
    }

    @Override
    public boolean began() {
        return sockets.get(0).found();
    }

    @Override
    public boolean ended(long milliseconds)
            throws MachineException, HostException, InterruptedException {
        boolean ended = processEnded(milliseconds);
        if (ended) {
            for (ConsoleSocket socket : sockets) {
                socket.drain(DRAIN_MILLISECONDS);
            }
        }
        Optional<IOException> problem =
                sockets.stream().flatMap(socket -> socket.problem().stream()).findFirst();
        if (problem.isPresent()) {
            throw new HostException(
                    "cannot read or log the serial console: " + FileReason.withPath(problem.get()),
                    "may this user open the sockets that libvirt makes?",
                    problem.get());
        }
        return ended;
    }

    private boolean processEnded(long milliseconds)
            throws MachineException, HostException, InterruptedException {
        try {
            return process.ended(milliseconds);
        } catch (MissingProgramException e) {
            throw new HostException(String.valueOf(e.getMessage()), "", e);
        } catch (CommandFailedException e) {
            Optional<HostException> host = VirtInstallError.ofTheHost(e);
            if (host.isPresent()) {
                throw host.get();
            }
            throw failed(VirtInstallError.reason(e), e);
        } catch (CommandException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        }
    }

    private static MachineException failed(String reason, CommandException e) {
        return new MachineException(
                reason, VirtInstallError.advice(reason), reason.contains("has crashed"), e);
    }

    @Override
    public void close() {
        process.close();
        sockets.forEach(ConsoleSocket::close);
        syslog.ifPresent(SyslogSocket::close);
    }
}
