/** Bounds what a server may send beside the content that it was asked for. */
@NullMarked
package org.imagefactory.http;

import org.jspecify.annotations.NullMarked;
