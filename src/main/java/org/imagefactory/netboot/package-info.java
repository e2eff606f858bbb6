/** Fetches and caches kernels, initrds and installer images. */
@NullMarked
package org.imagefactory.netboot;

import org.jspecify.annotations.NullMarked;
