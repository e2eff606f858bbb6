/** One attempt to make an image, from the lock on its staging folder to what is done after it. */
@NullMarked
package org.imagefactory.attempt;

import org.jspecify.annotations.NullMarked;
