/**
 * Reads and writes JSON of any shape: what others keep in it, and not what this program reports.
 */
@NullMarked
package org.imagefactory.json;

import org.jspecify.annotations.NullMarked;
