/** Which known vulnerabilities an image has, and how it keeps to a security guide. */
@NullMarked
package org.imagefactory.scan;

import org.jspecify.annotations.NullMarked;
