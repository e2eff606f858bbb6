/** Reads and writes disk image files directly: partition tables, file system types, digests. */
@NullMarked
package org.imagefactory.disk;

import org.jspecify.annotations.NullMarked;
