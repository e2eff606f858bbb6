/** Opens XML that nobody vouches for: nothing that it names is loaded. */
@NullMarked
package org.imagefactory.xml;

import org.jspecify.annotations.NullMarked;
