/** Looks for what would make a build fail, before it starts; changes nothing. */
@NullMarked
package org.imagefactory.preflight;

import org.jspecify.annotations.NullMarked;
