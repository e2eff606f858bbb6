/** What is wrong with an answer file, as far as that can be told without its installer. */
@NullMarked
package org.imagefactory.validation;

import org.jspecify.annotations.NullMarked;
