/** Watches the serial console of an installation. */
@NullMarked
package org.imagefactory.console;

import org.jspecify.annotations.NullMarked;
