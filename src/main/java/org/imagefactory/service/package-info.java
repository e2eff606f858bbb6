/** The service {@code imagefactoryd}: the template factory over HTTP, as a daemon. */
@NullMarked
package org.imagefactory.service;

import org.jspecify.annotations.NullMarked;
