/** The core's façade: the one place where the parts are put together. */
@NullMarked
package org.imagefactory;

import org.jspecify.annotations.NullMarked;
