/** Pages for people: a factory as one HTML file that loads nothing from anywhere. */
@NullMarked
package org.imagefactory.web;

import org.jspecify.annotations.NullMarked;
