/** Images for Google's Compute Engine. */
@NullMarked
package org.imagefactory.clouds.gce;

import org.jspecify.annotations.NullMarked;
