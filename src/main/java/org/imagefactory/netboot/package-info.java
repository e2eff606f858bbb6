/**
 * Fetches kernels, initrds and installer images and keeps them in a cache. {@link
 * org.imagefactory.netboot.NetbootCache} is the way in; the rest of the program does not see HTTP.
 */
@NullMarked
package org.imagefactory.netboot;

import org.jspecify.annotations.NullMarked;
