/** Tells machines which images there are: the indices that other programs read images by. */
@NullMarked
package org.imagefactory.catalog;

import org.jspecify.annotations.NullMarked;
