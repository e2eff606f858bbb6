/** The seam between a finished image and whoever knows the forms that clouds take of it. */
@NullMarked
package org.imagefactory.forms;

import org.jspecify.annotations.NullMarked;
