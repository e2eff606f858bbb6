/** What is to be built: immutable values without any input or output. */
@NullMarked
package org.imagefactory.spec;

import org.jspecify.annotations.NullMarked;
