/** Checks the content of an installed system for what an image must not have. */
@NullMarked
package org.imagefactory.lint;

import org.jspecify.annotations.NullMarked;
