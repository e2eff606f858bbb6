package org.imagefactory.libvirt;

import java.util.List;

/**
 * What a running machine has done so far.
 *
 * @param state libvirt's number of its state: 1 running, 3 paused, 5 shut off, 6 crashed
 * @param reason libvirt's number of the reason for the state; 5 for a paused machine: an I/O error
 * @param blockBytes read from and written to all its disks
 * @param written of these, what was written
 * @param delay nanoseconds that the processor which waited longest stood in the host's run queue
 */
record DomainStats(int state, int reason, long blockBytes, long written, long delay) {

    private static final int PAUSED = 3;
    private static final int IO_ERROR = 5;

    /** Whether the hypervisor stopped it because a disk could not be written, usually for space. */
    public boolean stoppedByIoError() {
        return state == PAUSED && reason == IO_ERROR;
    }

    /**
     * @param lines of {@code virsh domstats}
     */
    static DomainStats parse(List<String> lines) {
        int state = 0;
        int reason = 0;
        long bytes = 0;
        long written = 0;
        long delay = 0;
        for (String line : lines) {
            String[] pair = line.strip().split("=", 2);
            if (pair.length < 2 || !pair[1].matches("[0-9]{1,18}")) {
                continue;
            }
            long value = Long.parseLong(pair[1]);
            if (pair[0].equals("state.state")) {
                state = (int) value;
            } else if (pair[0].equals("state.reason")) {
                reason = (int) value;
            } else if (pair[0].matches("block\\.[0-9]+\\.(rd|wr)\\.bytes")) {
                bytes += value;
                written += pair[0].endsWith(".wr.bytes") ? value : 0;
            } else if (pair[0].matches("vcpu\\.[0-9]+\\.delay")) {
                delay = Math.max(delay, value);
            }
        }
        return new DomainStats(state, reason, bytes, written, delay);
    }
}
