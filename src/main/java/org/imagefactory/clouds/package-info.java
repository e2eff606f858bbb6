/** Gives images of templates the forms that clouds take, and brings them there. */
@NullMarked
package org.imagefactory.clouds;

import org.jspecify.annotations.NullMarked;
