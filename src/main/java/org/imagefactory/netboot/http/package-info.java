/**
 * Fetches over HTTP: the only room that knows OkHttp. Everything that a server or the environment
 * says is read here.
 */
@NullMarked
package org.imagefactory.netboot.http;

import org.jspecify.annotations.NullMarked;
