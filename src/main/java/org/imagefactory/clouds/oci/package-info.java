/** Images for containers, made of the root file system of a disk. */
@NullMarked
package org.imagefactory.clouds.oci;

import org.jspecify.annotations.NullMarked;
