/** Tells addresses on the network what happens to images. */
@NullMarked
package org.imagefactory.lifecycle.callback;

import org.jspecify.annotations.NullMarked;
