/** Builds as a whole: each can be cancelled and told from others, and they wait for their turn. */
@NullMarked
package org.imagefactory.build;

import org.jspecify.annotations.NullMarked;
