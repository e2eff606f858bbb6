/** Runs a list of steps in order and undoes what they acquired in reverse. */
@NullMarked
package org.imagefactory.pipeline;

import org.jspecify.annotations.NullMarked;
