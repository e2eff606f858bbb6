/** What credentials and definitions of providers have in common. */
@NullMarked
package org.imagefactory.clouds.credentials;

import org.jspecify.annotations.NullMarked;
