/** The life of images that are made from templates: chains, turns, failures, deletion. */
@NullMarked
package org.imagefactory.lifecycle;

import org.jspecify.annotations.NullMarked;
