/** What a system is told to do when it customises itself, and what it says of it: pure texts. */
@NullMarked
package org.imagefactory.customisation;

import org.jspecify.annotations.NullMarked;
