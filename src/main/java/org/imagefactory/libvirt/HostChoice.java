package org.imagefactory.libvirt;

/**
 * What is chosen for a machine on this host.
 *
 * @param connect libvirt connection URI
 * @param accelerator that runs the machine
 * @param osinfo value of {@code --osinfo}
 */
record HostChoice(String connect, Accelerator accelerator, String osinfo) {}
