/** Fills the templates of pages, and escapes what strangers wrote. */
@NullMarked
package org.imagefactory.html;

import org.jspecify.annotations.NullMarked;
