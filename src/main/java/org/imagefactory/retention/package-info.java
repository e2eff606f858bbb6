/** Which earlier builds stay, and the removal of the others. */
@NullMarked
package org.imagefactory.retention;

import org.jspecify.annotations.NullMarked;
