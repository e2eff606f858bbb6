/** Whether a build would make another image than the last one made. */
@NullMarked
package org.imagefactory.freshness;

import org.jspecify.annotations.NullMarked;
