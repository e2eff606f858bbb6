/** Builds templates by the core: what a template asks for becomes a specification of an image. */
@NullMarked
package org.imagefactory.tinman;

import org.jspecify.annotations.NullMarked;
