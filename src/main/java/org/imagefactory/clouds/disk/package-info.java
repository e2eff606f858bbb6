/** Disks in the forms of clouds, made by qemu-img in constant memory. */
@NullMarked
package org.imagefactory.clouds.disk;

import org.jspecify.annotations.NullMarked;
