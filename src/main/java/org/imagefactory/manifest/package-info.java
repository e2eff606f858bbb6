/** What documents an image: what is inside, where it came from, who vouches for it. */
@NullMarked
package org.imagefactory.manifest;

import org.jspecify.annotations.NullMarked;
