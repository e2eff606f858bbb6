/** Starts processes; the only package that does. */
@NullMarked
package org.imagefactory.exec;

import org.jspecify.annotations.NullMarked;
