/** What earlier builds came to: the memory of a factory, beside its images. */
@NullMarked
package org.imagefactory.history;

import org.jspecify.annotations.NullMarked;
