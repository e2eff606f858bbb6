/**
 * What a person needs to understand a failed installation or boot test: collected while the machine
 * and its disk are still there, packed into one archive at the end.
 */
@NullMarked
package org.imagefactory.evidence;

import org.jspecify.annotations.NullMarked;
