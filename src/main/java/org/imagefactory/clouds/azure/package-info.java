/** Images for Azure, and the parts of its interfaces that bring them there. */
@NullMarked
package org.imagefactory.clouds.azure;

import org.jspecify.annotations.NullMarked;
