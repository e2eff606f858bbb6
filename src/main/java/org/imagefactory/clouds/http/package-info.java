/** Talks to the interfaces of clouds over HTTP: the only part of the clouds that knows OkHttp. */
@NullMarked
package org.imagefactory.clouds.http;

import org.jspecify.annotations.NullMarked;
