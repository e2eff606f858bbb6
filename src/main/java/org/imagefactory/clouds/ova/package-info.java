/** Archives of virtual machines: OVA files and Vagrant boxes. */
@NullMarked
package org.imagefactory.clouds.ova;

import org.jspecify.annotations.NullMarked;
