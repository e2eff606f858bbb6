/** How the images of a factory are: made of the memory of their builds and a clock. */
@NullMarked
package org.imagefactory.status;

import org.jspecify.annotations.NullMarked;
