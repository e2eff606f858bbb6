/** Which known vulnerabilities an image has, by the data of its distribution. */
@NullMarked
package org.imagefactory.scan;

import org.jspecify.annotations.NullMarked;
