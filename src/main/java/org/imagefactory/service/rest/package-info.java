/** The interface REST 2.0: its table of routes, what requests may say, what is answered. */
@NullMarked
package org.imagefactory.service.rest;

import org.jspecify.annotations.NullMarked;
