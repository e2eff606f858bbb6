package org.imagefactory.steps;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.imagefactory.console.ThreadEnd;
import org.imagefactory.machine.GuestAgent;
import org.imagefactory.machine.VirtualMachine;
import org.imagefactory.spec.BootTest;

/** Asks a booting machine, again and again, on a thread of its own: is the agent there, is SSH? */
final class BootProbe implements AutoCloseable {

    private static final int PAUSE_MILLISECONDS = 1000;

    private final VirtualMachine machine;
    private final Optional<GuestAgent> agent;
    private final boolean wantsSsh;
    private final Thread thread = new Thread(this::run, "boot-probe");
    private volatile boolean agentAnswered;
    private volatile boolean sshGreeted;

    /**
     * @param wanted what is looked for; the agent is in any case, for what it may tell
     */
    BootProbe(VirtualMachine machine, BootTest wanted) {
        this.machine = machine;
        this.agent = machine.agent();
        this.wantsSsh = wanted == BootTest.AUTO || wanted == BootTest.SSH;
        thread.setDaemon(true);
    }

    /** Begins; the machine has to run. */
    void start() {
        thread.start();
    }

    boolean agentAnswered() {
        return agentAnswered;
    }

    boolean sshGreeted() {
        return sshGreeted;
    }

    /** There is one if it {@linkplain #agentAnswered answered}. */
    Optional<GuestAgent> agent() {
        return agent;
    }

    /** Stops asking; returns when the thread has ended, which takes two seconds at most. */
    @Override
    public void close() {
        ThreadEnd.await(thread);
    }

    private void run() {
        try {
            Optional<InetSocketAddress> ssh = Optional.empty();
            while (wantsAgent() || wantsSsh()) {
                agentAnswered = agentAnswered || (agent.isPresent() && agent.get().answers());
                if (wantsSsh()) {
                    ssh = ssh.isPresent() ? ssh : machine.sshAddress();
                    sshGreeted = ssh.isPresent() && SshGreeting.heard(ssh.get());
                }
                Thread.sleep(PAUSE_MILLISECONDS);
            }
        } catch (InterruptedException e) {
            // close() was called: done.
        }
    }

    private boolean wantsAgent() {
        return agent.isPresent() && !agentAnswered;
    }

    private boolean wantsSsh() {
        return wantsSsh && !sshGreeted;
    }
}
