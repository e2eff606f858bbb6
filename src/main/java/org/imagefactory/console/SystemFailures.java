package org.imagefactory.console;

import static org.imagefactory.console.FailurePattern.fatal;

import java.util.List;
import org.imagefactory.spec.Field;

/**
 * How a system breaks down before or below the installer, whichever it is. Each of these ends in a
 * shell or in nothing; what a healthy boot prints too (a unit that failed, dracut's "starting
 * timeout scripts", a warning of the kernel) is not among them.
 */
final class SystemFailures {

    static final List<FailurePattern> ALL =
            List.of(
                    // check_timer() in arch/x86/kernel/apic/io_apic.c. Before the general pattern.
                    fatal(
                            InstallerFamily.LINUX,
                            "Kernel panic - not syncing: IO-APIC .*timer doesn't work",
                            "the host was too busy to give an emulated machine its timer: build"
                                    + " again, or add no_timer_check to "
                                    + Field.KERNEL_ARGUMENTS),
                    // kernel/panic.c: the machine stands still or starts again.
                    fatal(
                            InstallerFamily.LINUX,
                            "Kernel panic - not syncing",
                            "the kernel cannot go on; was the initrd the one for this kernel?"),
                    // mm/oom_kill.c, "Kill" before Linux 5.3. A control group that reaches its own
                    // limit says "Memory cgroup out of memory" and is that service's business.
                    fatal(
                            InstallerFamily.LINUX,
                            "Out of memory: Kill(?:ed)? process \\d+",
                            "the installer lost a process, so its result cannot be trusted; raise "
                                    + Field.MEMORY),
                    // systemd's emergency.service and rescue.service start sulogin(8).
                    fatal(
                            InstallerFamily.SYSTEMD,
                            "You are in (?:emergency|rescue) mode",
                            "the boot ended in a shell; the console log names the unit that failed"),
                    fatal(
                            InstallerFamily.SYSTEMD,
                            "Give root password for maintenance|Press Enter for maintenance"
                                    + "|Cannot open access to console, the root account is locked",
                            "the boot ended in a shell; the console log names the unit that failed"),
                    // dracut's emergency_shell(); a healthy boot never starts this service.
                    fatal(
                            InstallerFamily.DRACUT,
                            "Entering emergency mode\\. Exit the shell to continue"
                                    + "|Starting Dracut Emergency Shell"
                                    + "|dracut Warning: Could not boot",
                            "the installer's own file system was not found; check the network, the"
                                    + " mirror and inst.repo or inst.stage2"),
                    // initramfs-tools: panic() in scripts/functions.
                    fatal(
                            InstallerFamily.INITRAMFS,
                            "^\\(initramfs\\)|Dropping to a shell!"
                                    + "|No init found\\. Try passing init= bootarg"
                                    + "|Target filesystem doesn't have requested /sbin/init",
                            "the boot found no root file system"),
                    // casper and live-boot: the last words of their scripts.
                    fatal(
                            InstallerFamily.INITRAMFS,
                            "Unable to find a (?:medium containing a )?live file ?system",
                            "the installer's live file system was not found; check the kernel"
                                    + " arguments that name it, and the memory if it is fetched"));

    private SystemFailures() {}
}
