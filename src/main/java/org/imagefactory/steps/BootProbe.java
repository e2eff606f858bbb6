package org.imagefactory.steps;

import java.util.OptionalInt;
import org.imagefactory.console.ThreadEnd;
import org.imagefactory.libvirt.GuestAgent;
import org.imagefactory.libvirt.Virsh;
import org.imagefactory.spec.BootTest;

/** Asks a booting machine, again and again, on a thread of its own: is the agent there, is SSH? */
final class BootProbe implements AutoCloseable {

    private static final int PAUSE_MILLISECONDS = 1000;

    private final Virsh virsh;
    private final String domain;
    private final GuestAgent agent;
    private final boolean wantsSsh;
    private final Thread thread = new Thread(this::run, "boot-probe");
    private volatile boolean agentAnswered;
    private volatile boolean sshGreeted;

    /**
     * @param wanted what is looked for; the agent is in any case, for what it may tell
     */
    BootProbe(Virsh virsh, String domain, BootTest wanted) {
        this.virsh = virsh;
        this.domain = domain;
        this.agent = new GuestAgent(virsh, domain);
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

    GuestAgent agent() {
        return agent;
    }

    /** Stops asking; returns when the thread has ended, which takes two seconds at most. */
    @Override
    public void close() {
        ThreadEnd.await(thread);
    }

    private void run() {
        try {
            OptionalInt port = OptionalInt.empty();
            while (!agentAnswered || (wantsSsh && !sshGreeted)) {
                agentAnswered = agentAnswered || agent.answers();
                if (wantsSsh && !sshGreeted) {
                    port = port.isPresent() ? port : virsh.forwardSsh(domain);
                    sshGreeted = port.isPresent() && SshGreeting.heard(port.getAsInt());
                }
                Thread.sleep(PAUSE_MILLISECONDS);
            }
        } catch (InterruptedException e) {
            // close() was called: done.
        }
    }
}
