/** Looks into the file system of an installed system, without mounting it and without root. */
@NullMarked
package org.imagefactory.guest;

import org.jspecify.annotations.NullMarked;
