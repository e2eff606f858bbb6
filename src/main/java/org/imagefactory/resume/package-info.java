/** Keeps what a failed build has done, so that a later one can go on with it. */
@NullMarked
package org.imagefactory.resume;

import org.jspecify.annotations.NullMarked;
