/** Chooses what runs an image's machines: for the programs' entries, which know no engine. */
@NullMarked
package org.imagefactory.engines;

import org.jspecify.annotations.NullMarked;
