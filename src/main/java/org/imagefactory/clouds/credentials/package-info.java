/** The form of credentials that clouds have in common. */
@NullMarked
package org.imagefactory.clouds.credentials;

import org.jspecify.annotations.NullMarked;
