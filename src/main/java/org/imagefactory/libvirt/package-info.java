/** The engine that runs machines with libvirt: virt-install, virsh, QEMU's agent, KVM. */
@NullMarked
package org.imagefactory.libvirt;

import org.jspecify.annotations.NullMarked;
