/** The page for people: what there is, what is being made, and how far it is. */
@NullMarked
package org.imagefactory.service.page;

import org.jspecify.annotations.NullMarked;
