/** Tells what differs between two images, without mounting them. */
@NullMarked
package org.imagefactory.difference;

import org.jspecify.annotations.NullMarked;
