/** Files in the cache of one image, unfinished ones too, and the lock that keeps others out. */
@NullMarked
package org.imagefactory.netboot.cache;

import org.jspecify.annotations.NullMarked;
