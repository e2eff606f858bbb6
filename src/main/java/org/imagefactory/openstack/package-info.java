/** Runs machines as instances of an OpenStack cloud, so that this host needs no hypervisor. */
@NullMarked
package org.imagefactory.openstack;

import org.jspecify.annotations.NullMarked;
