/** What can go wrong, by whose fault it is; each kind has its exit status. */
@NullMarked
package org.imagefactory.error;

import org.jspecify.annotations.NullMarked;
