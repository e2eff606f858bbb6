/** What installers are answered: the text of answer files, rendered where they are templates. */
@NullMarked
package org.imagefactory.answer;

import org.jspecify.annotations.NullMarked;
