/** Reads configuration files and options into an image specification. */
@NullMarked
package org.imagefactory.config;

import org.jspecify.annotations.NullMarked;
